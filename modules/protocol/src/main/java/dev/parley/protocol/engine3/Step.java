package dev.parley.protocol.engine3;

import dev.parley.protocol.engine.EngineCodec.Decoded;
import dev.parley.protocol.engine.EngineCodec.Fault;
import dev.parley.protocol.engine3.LengthPrefix.Length;
import org.jspecify.annotations.Nullable;

/**
 * One step through a polling body.
 *
 * @param decoded what was found, or {@code null} for a text of length zero, which the reference passes over
 * @param end where the next step starts, always behind the start of this one; of no meaning with a fault
 */
record Step(@Nullable Decoded decoded, int end) {

    /** How one form of a body is read. */
    @FunctionalInterface
    interface Form {
        Step at(byte[] body, int at);
    }

    /** {@code <n>:<packet>}, n in UTF-16 code units. */
    static Step inText(byte[] body, int at) {
        return switch (LengthPrefix.read(body, at, (byte) '0', (byte) ':')) {
            case LengthPrefix.Broken(String why) -> fault(why);
            case Length(int units, int from) when units == 0 -> new Step(null, from);
            case Length(int units, int from) -> {
                int end = Utf16.skip(body, from, units);
                yield end < 0
                        ? fault("no character ends there")
                        : new Step(Engine3Codec.decodeText(body, from, end), end);
            }
        };
    }

    /** {@code 0x00} for text or {@code 0x01} for binary, digits as the bytes 0 to 9, {@code 0xFF}, so many bytes. */
    static Step inBinary(byte[] body, int at) {
        byte marker = body[at];
        if (marker != 0 && marker != 1) return fault("neither text nor binary");
        return switch (LengthPrefix.read(body, at + 1, (byte) 0, (byte) 0xff)) {
            case LengthPrefix.Broken(String why) -> fault(why);
            case Length(int length, int from) when length > body.length - from -> fault("length beyond the end");
            case Length(int length, int from) -> {
                int end = from + length;
                yield new Step(
                        marker == 0
                                ? Engine3Codec.decodeText(body, from, end)
                                : Engine3Codec.decodeBinary(body, from, end),
                        end);
            }
        };
    }

    private static Step fault(String why) {
        return new Step(new Fault(why), 0);
    }
}
