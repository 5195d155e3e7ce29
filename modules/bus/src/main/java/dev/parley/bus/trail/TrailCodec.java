package dev.parley.bus.trail;

import dev.parley.bus.Message.TrailOrdered;
import dev.parley.bus.Message.TrailTold;
import dev.parley.bus.NodeId;
import dev.parley.bus.Wire.Reader;
import dev.parley.bus.Wire.Writer;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** Writes and reads what nodes say of watched sockets. Stateless; rules of change as in {@code MessageCodec}. */
public final class TrailCodec {

    private static final byte FOLLOW = 1;
    private static final byte COUNT = 2;
    private static final byte STOP = 3;
    private static final byte REPORT = 4;
    private static final byte TALLY = 5;

    private static final byte EVERYTHING = 1;
    private static final byte IN_NAMESPACE = 2;
    private static final byte ONE_SOCKET = 3;
    private static final byte ONE_USER = 4;

    private TrailCodec() {}

    public static TrailOrdered write(TrailOrder order) {
        var w = new Writer(Buffer.buffer());
        w.out()
                .appendByte(
                        switch (order) {
                            case TrailOrder.Follow follow -> FOLLOW;
                            case TrailOrder.Count count -> COUNT;
                            case TrailOrder.Stop stop -> STOP;
                        });
        w.string(order.by().value());
        w.out().appendLong(order.number());
        if (order instanceof TrailOrder.Follow follow) {
            filter(w, follow.filter());
            detail(w, follow.detail());
        }
        return new TrailOrdered(w.out().getBytes());
    }

    public static TrailOrder read(TrailOrdered message) {
        var r = new Reader(Buffer.buffer(message.order()), 0);
        byte tag = r.u8();
        var by = new NodeId(r.string());
        long number = r.i64();
        return switch (tag) {
            case FOLLOW -> new TrailOrder.Follow(by, number, filter(r), detail(r));
            case COUNT -> new TrailOrder.Count(by, number);
            case STOP -> new TrailOrder.Stop(by, number);
            default -> throw new IllegalArgumentException("trail order with tag " + tag);
        };
    }

    /**
     * Writes what was seen for a watch.
     *
     * @param watch its number
     */
    public static TrailTold write(long watch, Observation observation) {
        var w = new Writer(Buffer.buffer());
        switch (observation) {
            case TrailReport report -> {
                w.out().appendByte(REPORT);
                w.string(report.by().value());
                w.list(report.sightings(), SightingCodec::write);
                w.out().appendInt(report.omitted()).appendInt(report.lost());
                w.bool(report.settled());
            }
            case Tally tally -> {
                w.out().appendByte(TALLY);
                tally(w, tally);
            }
        }
        return new TrailTold(watch, w.out().getBytes());
    }

    public static Observation read(TrailTold message) {
        var r = new Reader(Buffer.buffer(message.observation()), 0);
        byte tag = r.u8();
        return switch (tag) {
            case REPORT ->
                new TrailReport(new NodeId(r.string()), r.list(SightingCodec::read), r.i32(), r.i32(), r.bool());
            case TALLY -> tally(r);
            default -> throw new IllegalArgumentException("observation with tag " + tag);
        };
    }

    private static void filter(Writer w, TrailFilter filter) {
        switch (filter) {
            case TrailFilter.Everything all -> w.out().appendByte(EVERYTHING);
            case TrailFilter.InNamespace in -> {
                w.out().appendByte(IN_NAMESPACE);
                w.namespace(in.namespace());
            }
            case TrailFilter.OneSocket one -> {
                w.out().appendByte(ONE_SOCKET);
                w.string(one.app());
                w.string(one.id());
            }
            case TrailFilter.OneUser one -> {
                w.out().appendByte(ONE_USER);
                w.string(one.app());
                w.string(one.user());
            }
        }
    }

    private static TrailFilter filter(Reader r) {
        byte tag = r.u8();
        return switch (tag) {
            case EVERYTHING -> new TrailFilter.Everything();
            case IN_NAMESPACE -> new TrailFilter.InNamespace(r.namespace());
            case ONE_SOCKET -> new TrailFilter.OneSocket(r.string(), r.string());
            case ONE_USER -> new TrailFilter.OneUser(r.string(), r.string());
            default -> throw new IllegalArgumentException("trail filter with tag " + tag);
        };
    }

    private static void detail(Writer w, Detail detail) {
        w.bool(detail.events());
        w.out().appendInt(detail.payloadBytes());
        w.string(detail.redaction().name());
        w.out().appendInt(detail.present());
    }

    private static Detail detail(Reader r) {
        return new Detail(r.bool(), r.i32(), Redaction.valueOf(r.string()), r.i32());
    }

    private static void tally(Writer w, Tally tally) {
        w.string(tally.by().value());
        w.string(tally.host());
        w.out().appendLong(tally.pid()).appendLong(tally.uptime().toMillis());
        w.out().appendInt(tally.connections()).appendInt(tally.polling());
        w.list(tally.namespaces(), (each, occupied) -> {
            each.namespace(occupied.namespace());
            each.out().appendInt(occupied.sockets());
        });
        w.list(tally.counts(), (each, count) -> {
            each.out().appendLong(count.second());
            each.string(count.kind().name());
            each.string(count.reason());
            each.out().appendLong(count.amount());
        });
    }

    private static Tally tally(Reader r) {
        return new Tally(
                new NodeId(r.string()),
                r.string(),
                r.i64(),
                Duration.ofMillis(r.i64()),
                r.i32(),
                r.i32(),
                r.list(each -> new Tally.Occupied(each.namespace(), each.i32())),
                r.list(each ->
                        new Tally.Count(each.i64(), Tally.Kind.valueOf(each.string()), each.string(), each.i64())));
    }
}
