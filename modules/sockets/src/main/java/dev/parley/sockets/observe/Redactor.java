package dev.parley.sockets.observe;

import dev.parley.bus.trail.Detail;
import dev.parley.bus.trail.Glimpse;
import dev.parley.bus.trail.Redaction;
import dev.parley.protocol.json.JsonCursor;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.List;
import java.util.Locale;

/**
 * Cuts and redacts what is told of events. Immutable. What it makes shares nothing with the event, so that a watch keeps no
 * large packet alive; and it looks at no more of an event than it tells, but for texts and numbers that it has to step over.
 */
public final class Redactor {

    /** What stands where the rest was cut. */
    static final String MORE = "\u2026";

    /** What stands for a secret. */
    static final String REDACTED = "[redacted]";

    /** The longest name of an event that is told, in characters. */
    private static final int NAME = 256;

    /** Letters and digits of names of members that are secrets, wherever they stand in the name. */
    private static final List<String> SECRETS = List.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "authorization",
            "credential",
            "cookie",
            "jwt",
            "apikey",
            "accesskey",
            "privatekey",
            "clientkey",
            "sessionid");

    private final int maxBytes;
    private final Redaction redaction;

    public Redactor(Detail detail) {
        this.maxBytes = detail.payloadBytes();
        this.redaction = detail.redaction();
    }

    /**
     * What is told of an event.
     *
     * @param args an array whose first element is the event's name
     */
    public Glimpse event(RawJson args, int attachments) {
        return glimpse(args, attachments, true);
    }

    /** What is told of an acknowledgement: its arguments have no name in front. */
    public Glimpse answer(RawJson args, int attachments) {
        return glimpse(args, attachments, false);
    }

    private Glimpse glimpse(RawJson args, int attachments, boolean named) {
        if (redaction == Redaction.NONE && args.length() <= maxBytes) {
            return new Glimpse(JsonWriter.build(w -> w.raw(args)), args.length(), attachments, true);
        }
        var retelling = new Retelling(redaction == Redaction.PAYLOADS ? 0 : maxBytes);
        RawJson told = JsonWriter.build(w -> retelling.array(args.cursor(), w, named));
        return new Glimpse(told, args.length(), attachments, retelling.whole);
    }

    private boolean isSecret(String name) {
        if (redaction == Redaction.NONE) return false;
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return SECRETS.stream().anyMatch(plain::contains);
    }

    /** One event, told until the bytes are used up; then what is open is closed. Confined to one call. */
    private final class Retelling {

        /** Bytes; below zero once something was left out, and then nothing further is told. */
        private int left;

        private boolean whole = true;

        Retelling(int bytes) {
            this.left = bytes;
        }

        /** Whether there is room for more; if not, nothing further is read. */
        private boolean more(int bytes) {
            left -= bytes;
            if (left >= 0) return true;
            left = -1;
            whole = false;
            return false;
        }

        /** @param named whether the first element is told in any case */
        void array(JsonCursor cursor, JsonWriter w, boolean named) {
            w.beginArray();
            cursor.enter();
            boolean first = named;
            while (cursor.more()) {
                if (first) {
                    name(cursor.value(), w);
                    first = false;
                } else if (left <= 0) {
                    more(1);
                    if (redaction != Redaction.PAYLOADS) w.string(MORE);
                    break;
                } else {
                    value(cursor, w);
                    if (left < 0) break;
                }
            }
            w.endArray();
        }

        private void name(RawJson name, JsonWriter w) {
            String text = name.asString().orElseGet(name::toString);
            if (text.length() > NAME) whole = false;
            w.string(text.length() > NAME ? text.substring(0, NAME) + MORE : text);
        }

        private void value(JsonCursor cursor, JsonWriter w) {
            switch (cursor.kind()) {
                case OBJECT -> object(cursor, w);
                case ARRAY -> {
                    left -= 2;
                    array(cursor, w, false);
                }
                case STRING, NUMBER, BOOLEAN, NULL -> leaf(cursor.value(), w);
            }
        }

        private void object(JsonCursor cursor, JsonWriter w) {
            w.beginObject();
            cursor.enter();
            while (cursor.more()) {
                String name = cursor.name();
                if (!more(name.length() + 4)) {
                    w.name(MORE).string(MORE);
                    break;
                }
                w.name(name);
                if (isSecret(name)) {
                    cursor.value();
                    w.string(REDACTED);
                    whole = false;
                } else {
                    value(cursor, w);
                    if (left < 0) break;
                }
            }
            w.endObject();
        }

        private void leaf(RawJson value, JsonWriter w) {
            int room = left;
            if (more(value.length())) {
                w.raw(value);
                return;
            }
            String text = value.asString().orElse("");
            int kept = Math.min(text.length(), Math.max(0, room));
            // A pair of surrogates stays whole.
            if (kept > 0 && kept < text.length() && Character.isHighSurrogate(text.charAt(kept - 1))) kept--;
            w.string(text.substring(0, kept) + MORE);
        }
    }
}
