package dev.parley.bus.trail;

import dev.parley.bus.Wire.Reader;
import dev.parley.bus.Wire.Writer;
import java.time.Instant;
import java.util.Optional;

/** The part of {@link TrailCodec} that is about one sighting. Stateless. */
final class SightingCodec {

    private static final byte PRESENT = 1;
    private static final byte CONNECTED = 2;
    private static final byte UPDATED = 3;
    private static final byte DISCONNECTED = 4;
    private static final byte JOINED = 5;
    private static final byte LEFT = 6;
    private static final byte RECEIVED = 7;
    private static final byte SENT = 8;
    private static final byte ACKNOWLEDGED = 9;
    private static final byte ANSWERED = 10;

    private SightingCodec() {}

    static void write(Writer w, Sighting sighting) {
        w.out().appendLong(sighting.at().toEpochMilli());
        w.namespace(sighting.namespace());
        w.string(sighting.socket());
        maybe(w, sighting.user());
        switch (sighting.what()) {
            case Happening.Present it -> card(w, PRESENT, it.card());
            case Happening.Connected it -> card(w, CONNECTED, it.card());
            case Happening.Updated it -> text(w, UPDATED, it.transport());
            case Happening.Disconnected it -> text(w, DISCONNECTED, it.reason());
            case Happening.Joined it -> text(w, JOINED, it.room());
            case Happening.Left it -> text(w, LEFT, it.room());
            case Happening.Received it -> {
                glimpse(w, RECEIVED, it.event());
                w.bool(it.wantsAck());
                maybe(w, it.refused());
            }
            case Happening.Sent it -> {
                glimpse(w, SENT, it.event());
                w.bool(it.wantsAck());
            }
            case Happening.Acknowledged it -> glimpse(w, ACKNOWLEDGED, it.answer());
            case Happening.Answered it -> glimpse(w, ANSWERED, it.answer());
        }
    }

    static Sighting read(Reader r) {
        return new Sighting(Instant.ofEpochMilli(r.i64()), r.namespace(), r.string(), maybe(r), happening(r));
    }

    private static Happening happening(Reader r) {
        byte tag = r.u8();
        return switch (tag) {
            case PRESENT -> new Happening.Present(card(r));
            case CONNECTED -> new Happening.Connected(card(r));
            case UPDATED -> new Happening.Updated(r.string());
            case DISCONNECTED -> new Happening.Disconnected(r.string());
            case JOINED -> new Happening.Joined(r.string());
            case LEFT -> new Happening.Left(r.string());
            case RECEIVED -> new Happening.Received(glimpse(r), r.bool(), maybe(r));
            case SENT -> new Happening.Sent(glimpse(r), r.bool());
            case ACKNOWLEDGED -> new Happening.Acknowledged(glimpse(r));
            case ANSWERED -> new Happening.Answered(glimpse(r));
            default -> throw new IllegalArgumentException("sighting with tag " + tag);
        };
    }

    private static void text(Writer w, byte tag, String text) {
        w.out().appendByte(tag);
        w.string(text);
    }

    private static void glimpse(Writer w, byte tag, Glimpse glimpse) {
        w.out().appendByte(tag);
        w.bytes(glimpse.args().toBytes());
        w.out().appendInt(glimpse.bytes()).appendInt(glimpse.attachments());
        w.bool(glimpse.whole());
    }

    private static Glimpse glimpse(Reader r) {
        return new Glimpse(r.json(), r.i32(), r.i32(), r.bool());
    }

    private static void card(Writer w, byte tag, SocketCard card) {
        w.out().appendByte(tag);
        w.string(card.client());
        w.string(card.transport());
        w.out().appendInt(card.revision());
        w.string(card.address());
        maybe(w, card.origin());
        maybe(w, card.agent());
        w.out().appendLong(card.since().toEpochMilli());
        w.list(card.rooms(), Writer::string);
    }

    private static SocketCard card(Reader r) {
        return new SocketCard(
                r.string(),
                r.string(),
                r.i32(),
                r.string(),
                maybe(r),
                maybe(r),
                Instant.ofEpochMilli(r.i64()),
                r.list(Reader::string));
    }

    private static void maybe(Writer w, Optional<String> value) {
        w.bool(value.isPresent());
        value.ifPresent(w::string);
    }

    private static Optional<String> maybe(Reader r) {
        return r.bool() ? Optional.of(r.string()) : Optional.empty();
    }
}
