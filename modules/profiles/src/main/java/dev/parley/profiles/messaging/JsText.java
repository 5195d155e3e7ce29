package dev.parley.profiles.messaging;

/** Texts as JavaScript treats them: clients compare what they get with what they have computed themselves. */
final class JsText {

    private static final int PREVIEW = 50;

    private JsText() {}

    /** {@code String.prototype.trim()} (ECMA-262, WhiteSpace and LineTerminator). */
    static String trim(String text) {
        int from = 0;
        int end = text.length();
        while (from < end && isSpace(text.charAt(from))) from++;
        while (end > from && isSpace(text.charAt(end - 1))) end--;
        return text.substring(from, end);
    }

    private static boolean isSpace(char c) {
        return switch (c) {
            case '\t', '\n', '\u000b', '\f', '\r', '\u2028', '\u2029', '\ufeff' -> true;
            default -> Character.getType(c) == Character.SPACE_SEPARATOR;
        };
    }

    /** The first 50 UTF-16 units, and dots where there are more. */
    static String preview(String text) {
        return text.length() > PREVIEW ? text.substring(0, PREVIEW) + "..." : text;
    }
}
