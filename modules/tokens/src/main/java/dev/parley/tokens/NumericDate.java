package dev.parley.tokens;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import java.time.Instant;
import java.util.Optional;

/** Seconds since 1970 as JSON Web Tokens write them (RFC 7519 section 2): a number, which may have a fraction. */
final class NumericDate {

    /** The end of the year 9999: what is beyond was written in milliseconds. */
    private static final double MOST = 253_402_300_799.0;

    private static final int LONGEST = 32;

    private NumericDate() {}

    /** To the millisecond. Nothing for what is no number or no date. */
    static Optional<Instant> read(RawJson value) {
        if (value.kind() != Kind.NUMBER || value.length() > LONGEST) return Optional.empty();
        double seconds = Double.parseDouble(value.toString());
        if (!(Math.abs(seconds) <= MOST)) return Optional.empty();
        return Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1_000)));
    }

    static void write(JsonWriter to, Instant instant) {
        to.number(instant.toEpochMilli() / 1_000.0);
    }
}
