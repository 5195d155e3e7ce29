package dev.parley.server.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit, as people write them: {@code 25s}, {@code 1MB}. */
public final class Quantities {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,18}) ?([A-Za-z]*)");

    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private static final Map<String, Long> BYTES = Map.of(
            "", 1L,
            "b", 1L,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30);

    private Quantities() {}

    /** {@code 500ms}, {@code 25s}, {@code 2m}, {@code 24h}, {@code 7d}; a number without a unit is nothing. */
    public static Optional<Duration> duration(String text) {
        return times(text, MILLIS).map(Duration::ofMillis);
    }

    /** A number of bytes: {@code 1000000}, {@code 64KB}, {@code 1MB}, {@code 1MiB}. */
    public static Optional<Long> bytes(String text) {
        return times(text.toLowerCase(Locale.ROOT), BYTES);
    }

    private static Optional<Long> times(String text, Map<String, Long> units) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches() || !units.containsKey(matcher.group(2))) return Optional.empty();
        BigInteger product = new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(units.get(matcher.group(2))));
        return product.bitLength() < Long.SIZE ? Optional.of(product.longValue()) : Optional.empty();
    }
}
