package dev.parley.server.cli;

import dev.parley.protocol.json.RawJson;
import dev.parley.server.config.Quantities;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options that are more than text. The exception is picocli's way to hear that a value is wrong. */
final class Converters {

    private static final int MAX_DEPTH = 32;

    private Converters() {}

    /** {@code 60s}. */
    static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Quantities.duration(text)
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a duration; write e.g. 60s"));
        }
    }

    /** One JSON value. */
    static final class OfJson implements ITypeConverter<RawJson> {
        @Override
        public RawJson convert(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return switch (RawJson.check(bytes, 0, bytes.length, MAX_DEPTH)) {
                case RawJson.Valid(RawJson value) -> value;
                case RawJson.Invalid(int offset) ->
                    throw new TypeConversionException("is not JSON from byte " + offset + " on");
            };
        }
    }
}
