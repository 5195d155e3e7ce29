package dev.parley.protocol.msgpack;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Takes a message apart from left to right (MessagePack specification; extensions as in notepack.io 2 and 3). Confined to
 * one call of the codec.
 *
 * <p>A length that goes beyond the message is a flaw before anything is made for it: every part takes a byte at least.
 */
final class TokenReader {

    /** By head, from {@code c0}: how many bytes behind it say what or how long the value is. */
    private static final byte[] BEHIND = {
        0, 0, 0, 0, 1, 2, 4, 2, 3, 5, 4, 8, 1, 2, 4, 8, 1, 2, 4, 8, 1, 1, 1, 1, 1, 1, 2, 4, 2, 4, 2, 4
    };

    private static final Token NIL = new Token.Constant(RawJson.NULL);
    private static final Token TRUE = new Token.Constant(RawJson.TRUE);
    private static final Token FALSE = new Token.Constant(RawJson.FALSE);
    private static final Token UNDEFINED = new Token.Undefined();
    private static final Token TRUNCATED = new Token.Flaw("message ends within a value");
    private static final int MAX_NANOS = 999_999_999;

    private final byte[] message;
    private final ByteBuffer in;

    TokenReader(byte[] message) {
        this.message = message;
        this.in = ByteBuffer.wrap(message);
    }

    boolean atEnd() {
        return !in.hasRemaining();
    }

    /** The next value or head; a flaw is the last. */
    Token next() {
        if (atEnd()) return TRUNCATED;
        int head = in.get() & 0xff;
        if (head < 0x80) return new Token.Whole(head);
        if (head < 0x90) return map(head & 0x0f);
        if (head < 0xa0) return array(head & 0x0f);
        if (head < 0xc0) return text(head & 0x1f);
        if (head >= 0xe0) return new Token.Whole((byte) head);
        if (in.remaining() < BEHIND[head - 0xc0]) return TRUNCATED;
        return switch (head) {
            case 0xc0 -> NIL;
            case 0xc2 -> FALSE;
            case 0xc3 -> TRUE;
            case 0xc4 -> bytes(length8());
            case 0xc5 -> bytes(length16());
            case 0xc6 -> bytes(length32());
            case 0xc7 -> extension(length8(), in.get());
            case 0xc8 -> extension(length16(), in.get());
            case 0xc9 -> extension(length32(), in.get());
            case 0xca -> new Token.Real(in.getFloat());
            case 0xcb -> new Token.Real(in.getDouble());
            case 0xcc -> new Token.Whole(length8());
            case 0xcd -> new Token.Whole(length16());
            case 0xce -> new Token.Whole(length32());
            case 0xcf -> unsigned(in.getLong());
            case 0xd0 -> new Token.Whole(in.get());
            case 0xd1 -> new Token.Whole(in.getShort());
            case 0xd2 -> new Token.Whole(in.getInt());
            case 0xd3 -> new Token.Whole(in.getLong());
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> fixedExtension(1 << (head - 0xd4), in.get());
            case 0xd9 -> text(length8());
            case 0xda -> text(length16());
            case 0xdb -> text(length32());
            case 0xdc -> array(length16());
            case 0xdd -> array(length32());
            case 0xde -> map(length16());
            case 0xdf -> map(length32());
            default -> new Token.Flaw("reserved byte");
        };
    }

    private long length8() {
        return in.get() & 0xff;
    }

    private long length16() {
        return in.getShort() & 0xffff;
    }

    private long length32() {
        return Integer.toUnsignedLong(in.getInt());
    }

    private static Token unsigned(long bits) {
        return bits < 0 ? new Token.Unsigned(bits) : new Token.Whole(bits);
    }

    private Token array(long size) {
        return size > in.remaining() ? TRUNCATED : new Token.Array((int) size);
    }

    private Token map(long size) {
        return 2 * size > in.remaining() ? TRUNCATED : new Token.Map((int) size);
    }

    private Token text(long length) {
        if (length > in.remaining()) return TRUNCATED;
        int from = skip((int) length);
        if (!Utf8.valid(message, from, in.position())) return new Token.Flaw("string is not UTF-8");
        return new Token.Text(new String(message, from, (int) length, StandardCharsets.UTF_8));
    }

    private Token bytes(long length) {
        if (length > in.remaining()) return TRUNCATED;
        int from = skip((int) length);
        return new Token.Bytes(from, in.position());
    }

    /** Two of the fixed lengths mean something else to notepack.io than the same length written out. */
    private Token fixedExtension(int length, byte type) {
        if (type == 0 && length == 1 && in.remaining() >= 1) {
            skip(1);
            return UNDEFINED;
        }
        if (type == 0 && length == 8 && in.remaining() >= 8) return new Token.Moment(in.getLong());
        return extension(length, type);
    }

    private Token extension(long length, byte type) {
        if (length > in.remaining()) return TRUNCATED;
        return switch (type) {
            case 0 -> bytes(length);
            case -1 -> timestamp((int) length);
            default -> new Token.Flaw("unknown extension type");
        };
    }

    private Token timestamp(int length) {
        return switch (length) {
            case 4 -> moment(length32(), 0);
            case 8 -> {
                long both = in.getLong();
                yield moment(both & 0x3_ffff_ffffL, both >>> 34);
            }
            case 12 -> {
                long nanos = length32();
                yield moment(in.getLong(), nanos);
            }
            default -> new Token.Flaw("bad timestamp");
        };
    }

    private static Token moment(long seconds, long nanos) {
        if (nanos > MAX_NANOS) return new Token.Flaw("bad timestamp");
        // Far beyond what a date can be, and still far from an overflow.
        long within = Math.clamp(seconds, -IsoDate.LIMIT, IsoDate.LIMIT);
        return new Token.Moment(within * 1000 + nanos / 1_000_000);
    }

    /** Steps over some bytes; returns where they begin. */
    private int skip(int length) {
        int from = in.position();
        in.position(from + length);
        return from;
    }
}
