package dev.parley.bus;

import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Answers;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.DrainAnswer;
import dev.parley.bus.Message.DrainNotice;
import dev.parley.bus.Message.DrainOrder;
import dev.parley.bus.Message.Headcount;
import dev.parley.bus.Message.Inquiry;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.Message.NodeReport;
import dev.parley.bus.Message.Remote;
import dev.parley.bus.Message.ReportRequest;
import dev.parley.bus.Message.TrailOrdered;
import dev.parley.bus.Message.TrailTold;
import dev.parley.bus.Wire.Reader;
import dev.parley.bus.Wire.Writer;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * The one codec of the bus. On a node it hands the immutable message on as it is; between nodes it writes a version, a
 * tag and the fields. No Java serialisation.
 *
 * <p>A tag is never used for a second meaning. Fields may be added at the end of a message: older nodes do not read them, and
 * do not write them. Any other change of fields is a new version, read beside the old one for as long as nodes of both may
 * meet during a rolling restart.
 */
public final class MessageCodec implements io.vertx.core.eventbus.MessageCodec<Message, Message> {

    static final String NAME = "parley";

    private static final byte VERSION = 2;
    private static final byte BROADCAST = 1;
    private static final byte INTEREST_HELLO = 2;
    private static final byte INTEREST_SNAPSHOT = 3;
    private static final byte INTEREST_DELTA = 4;
    private static final byte INTEREST_APPLIED = 5;
    private static final byte INQUIRY = 6;
    private static final byte ADDRESSED = 7;
    private static final byte ANSWERS = 8;
    private static final byte CENSUS = 9;
    private static final byte HEADCOUNT = 10;
    private static final byte BUNDLE = 11;
    private static final byte DRAIN_ORDER = 60;
    private static final byte DRAIN_ANSWER = 61;
    private static final byte DRAIN_NOTICE = 62;
    private static final byte REPORT_REQUEST = 80;
    private static final byte NODE_REPORT = 81;
    private static final byte TRAIL_ORDERED = 90;
    private static final byte TRAIL_TOLD = 91;

    @Override
    public void encodeToWire(Buffer buffer, Message message) {
        if (!(message instanceof Remote remote)) {
            throw new IllegalArgumentException(message.getClass().getSimpleName() + " stays on its node");
        }
        buffer.appendByte(VERSION);
        encode(remote, buffer, new Writer(buffer));
    }

    private static void encode(Remote remote, Buffer buffer, Writer w) {
        switch (remote) {
            case Broadcast m -> {
                buffer.appendByte(BROADCAST);
                w.broadcast(m);
                w.stampAndPassage(m);
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
                buffer.appendLong(m.accepted());
            }
            case Inquiry m -> {
                buffer.appendByte(INQUIRY);
                w.string(m.from().value());
                buffer.appendLong(m.number());
                w.broadcast(m.event());
                buffer.appendLong(m.within().toMillis());
                buffer.appendInt(m.maxBytes());
                m.event().passage().ifPresent(w::passage);
            }
            case Addressed m -> {
                buffer.appendByte(ADDRESSED);
                w.string(m.by().value());
                buffer.appendLong(m.number());
                buffer.appendInt(m.sockets());
            }
            case Answers m -> {
                buffer.appendByte(ANSWERS);
                w.string(m.by().value());
                buffer.appendLong(m.number());
                w.list(m.answers(), Writer::answer);
                buffer.appendInt(m.withheld());
                buffer.appendInt(m.silent());
            }
            case Census m -> {
                buffer.appendByte(CENSUS);
                w.string(m.from().value());
                w.list(m.counts(), (each, count) -> {
                    each.string(count.app());
                    buffer.appendInt(count.connections());
                });
            }
            case Headcount m -> {
                buffer.appendByte(HEADCOUNT);
                w.string(m.from().value());
                buffer.appendLong(m.number());
                w.list(m.counts(), (each, count) -> {
                    each.place(count.place());
                    buffer.appendInt(count.sockets());
                });
            }
            case DrainOrder m -> buffer.appendByte(DRAIN_ORDER);
            case DrainAnswer m -> {
                buffer.appendByte(DRAIN_ANSWER);
                w.bool(m.begun());
                buffer.appendInt(m.connections());
            }
            case DrainNotice m -> {
                buffer.appendByte(DRAIN_NOTICE);
                w.string(m.from().value());
            }
            case ReportRequest m -> {
                buffer.appendByte(REPORT_REQUEST);
                buffer.appendLong(m.after());
            }
            case NodeReport m -> {
                buffer.appendByte(NODE_REPORT);
                w.string(m.from().value());
                w.bytes(m.about().toBytes());
                w.list(m.samples(), (each, sample) -> each.bytes(sample.toBytes()));
            }
            case TrailOrdered m -> {
                buffer.appendByte(TRAIL_ORDERED);
                w.bytes(m.order());
            }
            case TrailTold m -> {
                buffer.appendByte(TRAIL_TOLD);
                buffer.appendLong(m.watch());
                w.bytes(m.observation());
            }
            case Bundle m -> {
                buffer.appendByte(BUNDLE);
                w.list(m.messages(), (each, message) -> each.part(() -> encode(message, buffer, each)));
            }
            case LogMessage m -> LogCodec.encode(m, buffer, w);
            case Relay m -> RelayCodec.encode(m, buffer, w);
            case SocketRequest m -> SocketRequestCodec.encode(m, buffer, w);
            case SocketReply m -> SocketRequestCodec.encode(m, buffer, w);
            case Message.ToOutbox<?> m -> OutboxCodec.encode(m, buffer, w);
            case Message.FromOutbox m -> OutboxCodec.encode(m, buffer, w);
        }
    }

    @Override
    public Message decodeFromWire(int position, Buffer buffer) {
        var r = new Reader(buffer, position);
        byte version = r.u8();
        if (version != VERSION) throw new IllegalArgumentException("bus message of version " + version);
        return decode(r.u8(), r);
    }

    private static Message decode(byte tag, Reader r) {
        return switch (tag) {
            case BROADCAST -> r.stamped();
            case INTEREST_HELLO -> new InterestHello(new NodeId(r.string()));
            case INTEREST_SNAPSHOT -> new InterestSnapshot(new NodeId(r.string()), r.i64(), r.list(Reader::place));
            case INTEREST_DELTA ->
                new InterestDelta(new NodeId(r.string()), r.i64(), r.list(Reader::place), r.list(Reader::place));
            case INTEREST_APPLIED -> new InterestApplied(r.bool(), r.more() ? r.i64() : 0);
            case INQUIRY -> inquiry(r);
            case ADDRESSED -> new Addressed(new NodeId(r.string()), r.i64(), r.i32());
            case ANSWERS -> new Answers(new NodeId(r.string()), r.i64(), r.list(Reader::answer), r.i32(), r.i32());
            case CENSUS ->
                new Census(new NodeId(r.string()), r.list(each -> new Census.Count(each.string(), each.i32())));
            case HEADCOUNT ->
                new Headcount(
                        new NodeId(r.string()), r.i64(), r.list(each -> new Headcount.Count(each.place(), each.i32())));
            case DRAIN_ORDER -> new DrainOrder();
            case DRAIN_ANSWER -> new DrainAnswer(r.bool(), r.i32());
            case DRAIN_NOTICE -> new DrainNotice(new NodeId(r.string()));
            case REPORT_REQUEST -> new ReportRequest(r.i64());
            case NODE_REPORT -> new NodeReport(new NodeId(r.string()), r.json(), r.list(Reader::json));
            case TRAIL_ORDERED -> new TrailOrdered(r.bytes());
            case TRAIL_TOLD -> new TrailTold(r.i64(), r.bytes());
            case BUNDLE -> new Bundle(r.list(each -> bundled(each.part())));
            default -> partOf(tag, r);
        };
    }

    private static Remote bundled(Reader r) {
        byte tag = r.u8();
        if (tag != BUNDLE && decode(tag, r) instanceof Remote remote) return remote;
        throw new IllegalArgumentException("bundled message " + tag);
    }

    private static Inquiry inquiry(Reader r) {
        var sent = new Inquiry(new NodeId(r.string()), r.i64(), r.broadcast(), Duration.ofMillis(r.i64()), r.i32());
        Broadcast event = r.passing(sent.event());
        return new Inquiry(sent.from(), sent.number(), event, sent.within(), sent.maxBytes());
    }

    private static Message partOf(byte tag, Reader r) {
        if (LogCodec.owns(tag)) return LogCodec.decode(tag, r);
        if (OutboxCodec.owns(tag)) return OutboxCodec.decode(tag, r);
        return SocketRequestCodec.owns(tag) ? SocketRequestCodec.decode(tag, r) : RelayCodec.decode(tag, r);
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
