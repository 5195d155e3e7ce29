package dev.parley.bus;

import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.Message.Remote;
import dev.parley.bus.Wire.Reader;
import dev.parley.bus.Wire.Writer;
import io.vertx.core.buffer.Buffer;

/**
 * The one codec of the bus. On a node it hands the immutable message on as it is; between nodes it writes a version, a
 * tag and the fields. No Java serialisation.
 *
 * <p>A tag is never used for a second meaning. A change of fields is a new version, read beside the old one for as long
 * as nodes of both may meet during a rolling restart.
 */
public final class MessageCodec implements io.vertx.core.eventbus.MessageCodec<Message, Message> {

    static final String NAME = "parley";

    private static final byte VERSION = 1;
    private static final byte BROADCAST = 1;
    private static final byte INTEREST_HELLO = 2;
    private static final byte INTEREST_SNAPSHOT = 3;
    private static final byte INTEREST_DELTA = 4;
    private static final byte INTEREST_APPLIED = 5;

    @Override
    public void encodeToWire(Buffer buffer, Message message) {
        if (!(message instanceof Remote remote)) {
            throw new IllegalArgumentException(message.getClass().getSimpleName() + " stays on its node");
        }
        buffer.appendByte(VERSION);
        var w = new Writer(buffer);
        switch (remote) {
            case Broadcast m -> {
                buffer.appendByte(BROADCAST);
                w.string(m.id());
                w.string(m.audience().namespace());
                w.list(m.audience().to(), Writer::target);
                w.list(m.audience().except(), Writer::target);
                w.bytes(m.args().toBytes());
                w.list(m.attachments(), Writer::bytes);
                w.bool(m.droppable());
            }
            case InterestHello m -> {
                buffer.appendByte(INTEREST_HELLO);
                w.string(m.from().value());
            }
            case InterestSnapshot m -> {
                buffer.appendByte(INTEREST_SNAPSHOT);
                w.string(m.from().value());
                buffer.appendLong(m.sequence());
                w.list(m.places(), Writer::place);
            }
            case InterestDelta m -> {
                buffer.appendByte(INTEREST_DELTA);
                w.string(m.from().value());
                buffer.appendLong(m.sequence());
                w.list(m.entered(), Writer::place);
                w.list(m.left(), Writer::place);
            }
            case InterestApplied m -> {
                buffer.appendByte(INTEREST_APPLIED);
                w.bool(m.inStep());
            }
            case Relay m -> RelayCodec.encode(m, buffer, w);
        }
    }

    @Override
    public Message decodeFromWire(int position, Buffer buffer) {
        var r = new Reader(buffer, position);
        byte version = r.u8();
        if (version != VERSION) throw new IllegalArgumentException("bus message of version " + version);
        byte tag = r.u8();
        return switch (tag) {
            case BROADCAST ->
                new Broadcast(
                        r.string(),
                        new Audience(r.string(), r.list(Reader::target), r.list(Reader::target)),
                        r.json(),
                        r.list(Reader::bytes),
                        r.bool());
            case INTEREST_HELLO -> new InterestHello(new NodeId(r.string()));
            case INTEREST_SNAPSHOT -> new InterestSnapshot(new NodeId(r.string()), r.i64(), r.list(Reader::place));
            case INTEREST_DELTA ->
                new InterestDelta(new NodeId(r.string()), r.i64(), r.list(Reader::place), r.list(Reader::place));
            case INTEREST_APPLIED -> new InterestApplied(r.bool());
            default -> RelayCodec.decode(tag, r);
        };
    }

    @Override
    public Message transform(Message message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
