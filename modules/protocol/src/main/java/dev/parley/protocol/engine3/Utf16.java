package dev.parley.protocol.engine3;

/**
 * UTF-16 code units of UTF-8 text, which is what a JavaScript string counts. Stateless.
 *
 * <p>Only the first byte of a character is looked at. Bytes that are no UTF-8 give some number, never a failure.
 */
final class Utf16 {

    private Utf16() {}

    static int units(byte[] utf8, int from, int end) {
        int units = 0;
        for (int i = from; i < end; i++) units += units(utf8[i]);
        return units;
    }

    /** The index behind so many units from {@code from} on, or -1 if no character ends there. */
    static int skip(byte[] utf8, int from, int units) {
        int at = from;
        int left = units;
        while (left > 0 && at < utf8.length) left -= units(utf8[at++]);
        while (at < utf8.length && units(utf8[at]) == 0) at++;
        return left == 0 ? at : -1;
    }

    private static int units(byte b) {
        if (b >= 0) return 1;
        if ((b & 0xc0) == 0x80) return 0; // inside a character
        return (b & 0xf0) == 0xf0 ? 2 : 1; // a surrogate pair is four bytes
    }
}
