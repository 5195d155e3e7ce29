package dev.parley.bus;

import dev.parley.bus.LogMessage.Echo;
import dev.parley.bus.LogMessage.EchoRequest;
import dev.parley.bus.LogMessage.LogCopied;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.LogMessage.LogMark;
import dev.parley.bus.LogMessage.LogTail;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.MissedOutcome;
import dev.parley.bus.LogMessage.MissedRequest;
import dev.parley.bus.LogMessage.Overflow;
import dev.parley.bus.LogMessage.Owed;
import dev.parley.bus.LogMessage.TailOutcome;
import dev.parley.bus.LogMessage.TailRequest;
import dev.parley.bus.Wire.Reader;
import dev.parley.bus.Wire.Writer;
import io.vertx.core.buffer.Buffer;

/** The part of {@link MessageCodec} that is about event logs. Stateless. */
final class LogCodec {

    private static final byte COPY = 70;
    private static final byte COPIED = 71;
    private static final byte TAIL_REQUEST = 72;
    private static final byte TAIL = 73;
    private static final byte MARK = 74;
    private static final byte MISSED_REQUEST = 75;
    private static final byte MISSED = 76;
    private static final byte ECHO_REQUEST = 77;
    private static final byte ECHO = 78;

    private LogCodec() {}

    static boolean owns(byte tag) {
        return tag >= COPY && tag <= ECHO;
    }

    static void encode(LogMessage message, Buffer buffer, Writer w) {
        switch (message) {
            case LogCopy m -> {
                buffer.appendByte(COPY);
                w.string(m.holder().value());
                w.string(m.origin().value());
                buffer.appendLong(m.after()).appendLong(m.upTo());
                w.list(m.entries(), LogCodec::entry);
                buffer.appendLong(m.expired());
                w.list(m.overflows(), (each, overflow) -> {
                    each.string(overflow.app());
                    buffer.appendLong(overflow.number());
                });
                w.bool(m.reset());
                w.bool(m.complete());
                w.bool(m.ended());
            }
            case LogCopied m -> {
                buffer.appendByte(COPIED);
                w.string(m.origin().value());
                buffer.appendLong(m.upTo());
            }
            case TailRequest m -> {
                buffer.appendByte(TAIL_REQUEST);
                w.string(m.asker().value());
                w.string(m.origin().value());
                buffer.appendLong(m.after());
            }
            case LogTail m -> {
                buffer.appendByte(TAIL);
                w.string(m.origin().value());
                buffer.appendLong(m.after()).appendLong(m.upTo());
                w.list(m.entries(), LogCodec::entry);
                w.bool(m.last());
                w.string(m.outcome().name());
            }
            case LogMark m -> {
                buffer.appendByte(MARK);
                w.stamp(m.stamp());
            }
            case MissedRequest m -> {
                buffer.appendByte(MISSED_REQUEST);
                w.string(m.asker().value());
                buffer.appendLong(m.number());
                w.string(m.origin().value());
                w.namespace(m.namespace());
                w.list(m.owed(), (each, owed) -> {
                    each.target(owed.target());
                    buffer.appendLong(owed.after());
                });
                buffer.appendLong(m.maxBytes());
            }
            case Missed m -> {
                buffer.appendByte(MISSED);
                buffer.appendLong(m.number());
                w.stamp(m.stamp());
                buffer.appendInt(m.part());
                w.list(m.events(), LogCodec::entry);
                w.bool(m.last());
                w.string(m.outcome().name());
            }
            case EchoRequest m -> {
                buffer.appendByte(ECHO_REQUEST);
                w.string(m.asker().value());
                w.string(m.origin().value());
                buffer.appendLong(m.after());
            }
            case Echo m -> {
                buffer.appendByte(ECHO);
                w.string(m.from().value());
                w.string(m.origin().value());
                w.list(m.entries(), LogCodec::entry);
                w.bool(m.complete());
            }
        }
    }

    static LogMessage decode(byte tag, Reader r) {
        return switch (tag) {
            case COPY ->
                new LogCopy(
                        node(r),
                        node(r),
                        r.i64(),
                        r.i64(),
                        r.list(LogCodec::entry),
                        r.i64(),
                        r.list(each -> new Overflow(each.string(), each.i64())),
                        r.bool(),
                        r.bool(),
                        r.bool());
            case COPIED -> new LogCopied(node(r), r.i64());
            case TAIL_REQUEST -> new TailRequest(node(r), node(r), r.i64());
            case TAIL ->
                new LogTail(
                        node(r), r.i64(), r.i64(), r.list(LogCodec::entry), r.bool(), TailOutcome.valueOf(r.string()));
            case MARK -> new LogMark(r.stamp());
            case MISSED_REQUEST ->
                new MissedRequest(
                        node(r),
                        r.i64(),
                        node(r),
                        r.namespace(),
                        r.list(each -> new Owed(each.target(), each.i64())),
                        r.i64());
            case MISSED ->
                new Missed(
                        r.i64(),
                        r.stamp(),
                        r.i32(),
                        r.list(LogCodec::entry),
                        r.bool(),
                        MissedOutcome.valueOf(r.string()));
            case ECHO_REQUEST -> new EchoRequest(node(r), node(r), r.i64());
            case ECHO -> new Echo(node(r), node(r), r.list(LogCodec::entry), r.bool());
            default -> throw new IllegalArgumentException("bus message with tag " + tag);
        };
    }

    private static NodeId node(Reader r) {
        return new NodeId(r.string());
    }

    private static void entry(Writer w, LogEntry entry) {
        w.out().appendLong(entry.number()).appendLong(entry.accepted());
        w.broadcast(entry.event());
    }

    private static LogEntry entry(Reader r) {
        return new LogEntry(r.i64(), r.i64(), r.broadcast());
    }
}
