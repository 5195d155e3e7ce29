package dev.parley.protocol.socket;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.Utf8;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a packet's text part by part, from left to right and once. Confined to one call of the codec. */
final class PacketText {

    /** There is no number here. */
    static final long NO_NUMBER = -1;

    /** The number here has too many digits. */
    static final long TOO_LONG = -2;

    private final byte[] bytes;
    private final int end;
    private int at;

    PacketText(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean atEnd() {
        return at >= end;
    }

    /** The next character, or 0 at the end. */
    char next() {
        return atEnd() ? 0 : (char) (bytes[at++] & 0xff);
    }

    /** A run of decimal digits as a number, {@link #NO_NUMBER} or {@link #TOO_LONG}. */
    long number(int maxDigits) {
        int first = at;
        long number = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            if (at - first == maxDigits) return TOO_LONG;
            number = number * 10 + bytes[at++] - '0';
        }
        return at == first ? NO_NUMBER : number;
    }

    /** A namespace, which ends at the first comma or with the text, or {@code /} where none is written; null if it is bad. */
    @Nullable
    String namespace(int maxBytes) {
        if (atEnd() || bytes[at] != '/') return "/";
        int first = at;
        while (at < end && bytes[at] != ',') {
            if (at - first == maxBytes) return null;
            at++;
        }
        int stop = at;
        at++;
        if (!Utf8.valid(bytes, first, stop)) return null;
        return stop - first == 1 ? "/" : new String(bytes, first, stop - first, StandardCharsets.UTF_8);
    }

    /** The rest, which must be one JSON value. */
    RawJson.Checked json(int maxDepth) {
        return RawJson.check(bytes, at, end, maxDepth);
    }
}
