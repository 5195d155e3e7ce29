package dev.parley.bus;

import dev.parley.bus.Message.FromOutbox;
import dev.parley.bus.Message.ToOutbox;
import dev.parley.bus.Outbox.Changed;
import dev.parley.bus.Outbox.Consigned;
import dev.parley.bus.Outbox.Consignment;
import dev.parley.bus.Outbox.Destination;
import dev.parley.bus.Outbox.Discard;
import dev.parley.bus.Outbox.Heard;
import dev.parley.bus.Outbox.Parcel;
import dev.parley.bus.Outbox.Refresh;
import dev.parley.bus.Outbox.Replay;
import dev.parley.bus.Outbox.Replayed;
import dev.parley.bus.Outbox.Verdict;
import dev.parley.bus.Wire.Reader;
import dev.parley.bus.Wire.Writer;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** The part of {@link MessageCodec} that is about the outbox of webhooks. Stateless. */
final class OutboxCodec {

    private static final byte CONSIGNMENT = 30;
    private static final byte CONSIGNED = 31;
    private static final byte REPLAY = 32;
    private static final byte REPLAYED = 33;
    private static final byte DISCARD = 34;
    private static final byte CHANGED = 35;
    private static final byte HEARD = 36;
    private static final byte REFRESH = 37;

    private OutboxCodec() {}

    static boolean owns(byte tag) {
        return tag >= CONSIGNMENT && tag <= REFRESH;
    }

    static void encode(ToOutbox<?> message, Buffer buffer, Writer w) {
        switch (message) {
            case Consignment m -> {
                buffer.appendByte(CONSIGNMENT);
                w.list(m.parcels(), OutboxCodec::parcel);
            }
            case Replay m -> {
                buffer.appendByte(REPLAY);
                buffer.appendInt(m.partition());
                w.list(m.ids(), Writer::string);
            }
            case Discard m -> {
                buffer.appendByte(DISCARD);
                w.string(m.app());
                w.string(m.endpoint());
                w.bool(m.forget());
            }
            case Changed m -> buffer.appendByte(CHANGED);
            case Refresh m -> buffer.appendByte(REFRESH);
        }
    }

    static void encode(FromOutbox message, Buffer buffer, Writer w) {
        switch (message) {
            case Consigned m -> {
                buffer.appendByte(CONSIGNED);
                w.list(m.verdicts(), (each, verdict) -> each.string(verdict.name()));
            }
            case Replayed m -> {
                buffer.appendByte(REPLAYED);
                w.bool(m.mine());
                buffer.appendInt(m.deliveries());
            }
            case Heard m -> buffer.appendByte(HEARD);
        }
    }

    private static void parcel(Writer w, Parcel parcel) {
        w.string(parcel.id());
        w.string(parcel.app());
        w.string(parcel.endpoint());
        w.string(parcel.lane());
        w.bool(parcel.to().isPresent());
        parcel.to().ifPresent(to -> {
            w.string(to.url().toString());
            w.bool(to.trusted());
            w.string(to.form());
        });
        w.string(parcel.type());
        w.out().appendLong(parcel.at().toEpochMilli());
        w.bytes(parcel.body().toBytes());
        w.trace(parcel.trace());
    }

    static Message decode(byte tag, Reader r) {
        return switch (tag) {
            case CONSIGNMENT -> new Consignment(r.list(OutboxCodec::parcel));
            case CONSIGNED -> new Consigned(r.list(each -> Verdict.valueOf(each.string())));
            case REPLAY -> new Replay(r.i32(), r.list(Reader::string));
            case REPLAYED -> new Replayed(r.bool(), r.i32());
            case DISCARD -> new Discard(r.string(), r.string(), r.bool());
            case CHANGED -> new Changed();
            case HEARD -> new Heard();
            case REFRESH -> new Refresh();
            default -> throw new IllegalArgumentException("bus message with tag " + tag);
        };
    }

    private static Parcel parcel(Reader r) {
        return new Parcel(
                r.string(),
                r.string(),
                r.string(),
                r.string(),
                r.bool() ? Optional.of(destination(r)) : Optional.empty(),
                r.string(),
                Instant.ofEpochMilli(r.i64()),
                r.json(),
                r.trace());
    }

    private static Destination destination(Reader r) {
        return new Destination(URI.create(r.string()), r.bool(), r.string());
    }
}
