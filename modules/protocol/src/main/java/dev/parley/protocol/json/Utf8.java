package dev.parley.protocol.json;

/** Well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. Stateless. */
public final class Utf8 {

    private Utf8() {}

    /** Whether the range is well-formed UTF-8. */
    public static boolean valid(byte[] b, int from, int end) {
        int at = from;
        while (at < end) {
            if (b[at] >= 0) {
                at++;
            } else {
                at = sequence(b, at, end);
                if (at < 0) return false;
            }
        }
        return true;
    }

    /** The index behind the multi-byte sequence that starts at {@code at}, or a fault as in {@link JsonScanner}. */
    static int sequence(byte[] b, int at, int end) {
        int lead = b[at] & 0xff;
        int more;
        int low = 0x80;
        int high = 0xbf;
        if (lead >= 0xc2 && lead <= 0xdf) {
            more = 1;
        } else if (lead >= 0xe0 && lead <= 0xef) {
            more = 2;
            if (lead == 0xe0) low = 0xa0;
            if (lead == 0xed) high = 0x9f;
        } else if (lead >= 0xf0 && lead <= 0xf4) {
            more = 3;
            if (lead == 0xf0) low = 0x90;
            if (lead == 0xf4) high = 0x8f;
        } else {
            return JsonScanner.fault(at);
        }
        for (int i = 1; i <= more; i++) {
            if (at + i >= end) return JsonScanner.fault(at + i);
            int c = b[at + i] & 0xff;
            if (c < low || c > high) return JsonScanner.fault(at + i);
            low = 0x80;
            high = 0xbf;
        }
        return at + more + 1;
    }
}
