package dev.parley.protocol.json;

/**
 * Walks one value from left to right and builds only what is asked for. Confined to the caller that made it.
 *
 * <p>It stands in front of a value and trusts its caller as an iterator does: {@link #enter} only where an array or
 * object is, then {@link #more} before each part of it, {@link #name} before each member's value. {@link #value} and
 * {@link #enter} step on.
 */
public final class JsonCursor {

    private final byte[] bytes;
    private final int end;
    private int at;

    /** The range must hold one valid value and nothing else. */
    JsonCursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** What the value here is. */
    public RawJson.Kind kind() {
        return RawJson.Kind.of(bytes[at]);
    }

    /** Steps into the array or object here, in front of its first part. */
    public void enter() {
        at++;
    }

    /** Whether the array or object that was entered has another part; if not, steps out of it. */
    public boolean more() {
        at = JsonScanner.space(bytes, at, end);
        switch (bytes[at]) {
            case ']', '}' -> {
                at++;
                return false;
            }
            case ',' -> at = JsonScanner.space(bytes, at + 1, end);
            default -> {} // the first part
        }
        return true;
    }

    /** The name of the member here; steps to its value. */
    public String name() {
        int from = at;
        at = skipString(from);
        String name = JsonString.unquote(bytes, from, at);
        at = JsonScanner.space(bytes, at, end) + 1;
        at = JsonScanner.space(bytes, at, end);
        return name;
    }

    /** The value here, sharing the bytes; steps over it. */
    public RawJson value() {
        int from = at;
        at = switch (bytes[from]) {
            case '"' -> skipString(from);
            case '{', '[' -> skipBrackets(from);
            default -> skipWord(from);
        };
        return new RawJson(bytes, from, at);
    }

    private int skipString(int from) {
        int i = from + 1;
        while (bytes[i] != '"') i += bytes[i] == '\\' ? 2 : 1;
        return i + 1;
    }

    private int skipBrackets(int from) {
        int open = 0;
        int i = from;
        do {
            switch (bytes[i]) {
                case '"' -> i = skipString(i);
                case '{', '[' -> {
                    open++;
                    i++;
                }
                case '}', ']' -> {
                    open--;
                    i++;
                }
                default -> i++;
            }
        } while (open > 0);
        return i;
    }

    private int skipWord(int from) {
        int i = from;
        while (i < end && bytes[i] > ' ' && bytes[i] != ',' && bytes[i] != ']' && bytes[i] != '}') i++;
        return i;
    }
}
