package dev.parley.protocol.msgpack;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec;
import java.util.HashMap;
import java.util.List;

/**
 * Any one value in MessagePack as JSON, by the rules of {@link MsgpackCodec}: for messages that have a packet in them.
 *
 * @param json with placeholders for bytes
 * @param attachments what they stand for, by number
 */
public record MsgpackValue(RawJson json, List<byte[]> attachments) {

    public MsgpackValue {
        attachments = List.copyOf(attachments);
    }

    /** What a message turned out to be. */
    public sealed interface Decoded {}

    /** One value. */
    public record Whole(MsgpackValue value) implements Decoded {}

    /** None, and why. */
    public record Fault(String why) implements Decoded {}

    /** Decodes a message that is one value. */
    public static Decoded decode(byte[] message, DecodeLimits limits) {
        var in = new TokenReader(message);
        var values = new ToJson(message, in, limits);
        RawJson json = values.value();
        String flaw = values.flaw();
        if (flaw != null) return new Fault(flaw);
        if (!in.atEnd()) return new Fault("bytes behind the value");
        return new Whole(new MsgpackValue(json == null ? RawJson.NULL : json, values.attachments()));
    }

    /**
     * The packet that an object within it is, with all attachments of the value.
     *
     * @param map a part of {@link #json}; without a namespace it is for {@code /}
     */
    public SocketCodec.Decoded packet(RawJson map, DecodeLimits limits) {
        var members = new HashMap<>(map.members());
        members.putIfAbsent("nsp", RawJson.string("/"));
        return new PacketMap(members, attachments).decoded(limits);
    }
}
