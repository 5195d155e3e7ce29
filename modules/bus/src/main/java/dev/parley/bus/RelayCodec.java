package dev.parley.bus;

import dev.parley.bus.Relay.LinkOrder;
import dev.parley.bus.Relay.LinkStep;
import dev.parley.bus.Relay.PollStep;
import dev.parley.bus.Wire.Reader;
import dev.parley.bus.Wire.Writer;
import io.vertx.core.buffer.Buffer;

/** The part of {@link MessageCodec} that is about relayed sessions. Stateless. */
final class RelayCodec {

    private static final byte POLL = 20;
    private static final byte POLL_ANSWER = 21;
    private static final byte LINK = 22;
    private static final byte LINK_ANSWER = 23;

    private RelayCodec() {}

    static void encode(Relay message, Buffer buffer, Writer w) {
        switch (message) {
            case Relay.Poll m -> {
                buffer.appendByte(POLL);
                w.string(m.from().value());
                buffer.appendLong(m.exchange());
                w.string(m.sid());
                w.string(m.step().name());
                buffer.appendByte((byte) m.revision());
                w.string(m.contentType());
                w.bytes(m.body());
            }
            case Relay.PollAnswer m -> {
                buffer.appendByte(POLL_ANSWER);
                buffer.appendLong(m.exchange());
                buffer.appendInt(m.status());
                w.string(m.contentType());
                w.bytes(m.body());
            }
            case Relay.Link m -> {
                buffer.appendByte(LINK);
                w.string(m.from().value());
                buffer.appendLong(m.link());
                w.string(m.sid());
                w.string(m.step().name());
                buffer.appendByte((byte) m.revision());
                w.bytes(m.data());
            }
            case Relay.LinkAnswer m -> {
                buffer.appendByte(LINK_ANSWER);
                buffer.appendLong(m.link());
                w.string(m.order().name());
                w.bytes(m.data());
            }
        }
    }

    static Relay decode(byte tag, Reader r) {
        return switch (tag) {
            case POLL ->
                new Relay.Poll(
                        new NodeId(r.string()),
                        r.i64(),
                        r.string(),
                        PollStep.valueOf(r.string()),
                        r.u8(),
                        r.string(),
                        r.bytes());
            case POLL_ANSWER -> new Relay.PollAnswer(r.i64(), r.i32(), r.string(), r.bytes());
            case LINK ->
                new Relay.Link(
                        new NodeId(r.string()), r.i64(), r.string(), LinkStep.valueOf(r.string()), r.u8(), r.bytes());
            case LINK_ANSWER -> new Relay.LinkAnswer(r.i64(), LinkOrder.valueOf(r.string()), r.bytes());
            default -> throw new IllegalArgumentException("bus message with tag " + tag);
        };
    }
}
