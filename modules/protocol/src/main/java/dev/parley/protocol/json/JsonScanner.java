package dev.parley.protocol.json;

/**
 * One pass over JSON bytes: grammar (RFC 8259), well-formed UTF-8 (RFC 3629) and nesting depth, without building anything.
 *
 * <p>Stateless. Positions are absolute indexes into the array. A negative result is a fault: {@code -1 - index of the
 * first byte that cannot be right}.
 */
final class JsonScanner {

    private JsonScanner() {}

    /** Checks one value with white space around it; returns the end of the white space behind it, or a fault. */
    static int value(byte[] b, int from, int end, int depth) {
        int at = bare(b, space(b, from, end), end, depth);
        return at < 0 ? at : space(b, at, end);
    }

    static int space(byte[] b, int from, int end) {
        int at = from;
        while (at < end && isSpace(b[at])) at++;
        return at;
    }

    static boolean isSpace(byte c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    private static int bare(byte[] b, int at, int end, int depth) {
        if (at >= end) return fault(at);
        return switch (b[at]) {
            case '"' -> string(b, at, end);
            case '{' -> depth <= 0 ? fault(at) : object(b, at, end, depth - 1);
            case '[' -> depth <= 0 ? fault(at) : array(b, at, end, depth - 1);
            case 't' -> word(b, at, end, TRUE);
            case 'f' -> word(b, at, end, FALSE);
            case 'n' -> word(b, at, end, NULL);
            default -> number(b, at, end);
        };
    }

    private static int object(byte[] b, int from, int end, int depth) {
        int at = space(b, from + 1, end);
        if (at < end && b[at] == '}') return at + 1;
        while (true) {
            if (at >= end || b[at] != '"') return fault(at);
            at = string(b, at, end);
            if (at < 0) return at;
            at = space(b, at, end);
            if (at >= end || b[at] != ':') return fault(at);
            at = value(b, at + 1, end, depth);
            if (at < 0) return at;
            if (at >= end) return fault(at);
            if (b[at] == '}') return at + 1;
            if (b[at] != ',') return fault(at);
            at = space(b, at + 1, end);
        }
    }

    private static int array(byte[] b, int from, int end, int depth) {
        int at = space(b, from + 1, end);
        if (at < end && b[at] == ']') return at + 1;
        while (true) {
            at = value(b, at, end, depth);
            if (at < 0) return at;
            if (at >= end) return fault(at);
            if (b[at] == ']') return at + 1;
            if (b[at] != ',') return fault(at);
            at++;
        }
    }

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private static int word(byte[] b, int from, int end, byte[] word) {
        for (int i = 0; i < word.length; i++) {
            if (from + i >= end || b[from + i] != word[i]) return fault(from + i);
        }
        return from + word.length;
    }

    private static int number(byte[] b, int from, int end) {
        int at = from;
        if (b[at] == '-') at++;
        if (at >= end) return fault(at);
        if (b[at] == '0') {
            at++;
        } else {
            at = digits(b, at, end);
            if (at < 0) return at;
        }
        if (at < end && b[at] == '.') {
            at = digits(b, at + 1, end);
            if (at < 0) return at;
        }
        if (at < end && (b[at] == 'e' || b[at] == 'E')) {
            at++;
            if (at < end && (b[at] == '+' || b[at] == '-')) at++;
            at = digits(b, at, end);
        }
        return at;
    }

    private static int digits(byte[] b, int from, int end) {
        int at = from;
        while (at < end && b[at] >= '0' && b[at] <= '9') at++;
        return at == from ? fault(at) : at;
    }

    private static int string(byte[] b, int from, int end) {
        int at = from + 1;
        while (at < end) {
            byte c = b[at];
            if (c == '"') return at + 1;
            if (c == '\\') {
                at = escape(b, at + 1, end);
            } else if (c >= 0x20) {
                at++;
            } else {
                at = c < 0 ? Utf8.sequence(b, at, end) : fault(at);
            }
            if (at < 0) return at;
        }
        return fault(at);
    }

    private static int escape(byte[] b, int at, int end) {
        if (at >= end) return fault(at);
        switch (b[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 1;
            }
            case 'u' -> {
                for (int i = 1; i <= 4; i++) {
                    if (at + i >= end || Character.digit(b[at + i], 16) < 0) return fault(at + i);
                }
                return at + 5;
            }
            default -> {
                return fault(at);
            }
        }
    }

    static int fault(int at) {
        return -1 - at;
    }
}
