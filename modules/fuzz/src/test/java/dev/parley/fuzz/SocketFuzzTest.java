package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.json.RawJson.Kind;
import dev.parley.protocol.msgpack.MsgpackCodec;
import dev.parley.protocol.socket.PendingAttachments;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Ignored;
import dev.parley.protocol.socket.SocketCodec.Packet;
import dev.parley.protocol.socket.SocketPacket;
import java.util.List;

/** Socket.IO in its JSON parser: the input up to the first byte {@code ff} is a text, what follows its attachments. */
class SocketFuzzTest {

    private static final byte SEPARATOR = (byte) 0xff;

    @DictionaryEntries({
        "{\"_placeholder\":true,\"num\":0}",
        "\"num\":1",
        "_placeholder",
        "connect",
        "\\u0000",
        "51-",
        "/a,"
    })
    @FuzzTest
    void decode(byte[] input) {
        List<byte[]> messages = Split.at(input, SEPARATOR);
        byte[] text = messages.getFirst();
        Decoded decoded = SocketCodec.decode(text, 0, text.length, PacketRules.LIMITS);
        int attachments = 0;
        while (decoded instanceof Awaiting(PendingAttachments pending)) {
            assertThat(attachments++).isLessThan(PacketRules.LIMITS.attachments());
            decoded = pending.add(attachments < messages.size() ? messages.get(attachments) : new byte[0]);
        }
        switch (decoded) {
            case Packet(SocketPacket packet) -> {
                assertThat(packet.attachments()).hasSize(attachments);
                // A namespace gets its comma, an event without payload an empty one.
                assertThat(SocketCodec.encode(packet).text().length).isLessThanOrEqualTo(text.length + 3);
                PacketRules.hold(packet);
                inMessagePack(packet, text.length);
            }
            case Ignored(String why) -> assertThat(why).isNotBlank();
            case Fault(String why) -> assertThat(why).isNotBlank();
            case Awaiting awaiting -> throw new AssertionError();
        }
    }

    private static void inMessagePack(SocketPacket packet, int textLength) {
        byte[] message = MsgpackCodec.encode(packet);
        int attachments =
                packet.attachments().stream().mapToInt(part -> part.length + 5).sum();
        assertThat(message.length).isLessThanOrEqualTo(32 + 3 * textLength + attachments);
        if (!named(packet)) return;
        Decoded decoded = MsgpackCodec.decode(message, PacketRules.LIMITS);
        if (!(decoded instanceof Packet(SocketPacket same))) throw new AssertionError(decoded);
        assertThat(same.getClass()).isEqualTo(packet.getClass());
        assertThat(same.namespace()).isEqualTo(packet.namespace());
        PacketRules.hold(same);
    }

    /** A number beyond all doubles, which JSON can write, is no name in MessagePack. */
    private static boolean named(SocketPacket packet) {
        return !PacketRules.nameless(packet)
                && (!(packet instanceof SocketPacket.Event event)
                        || event.args().elements().getFirst().kind() == Kind.STRING);
    }
}
