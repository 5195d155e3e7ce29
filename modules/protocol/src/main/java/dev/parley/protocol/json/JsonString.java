package dev.parley.protocol.json;

import java.nio.charset.StandardCharsets;

/** Reads the strings of valid JSON. Stateless. */
final class JsonString {

    private JsonString() {}

    /** The value of the string that has its quotes at {@code from} and {@code end - 1}. */
    static String unquote(byte[] b, int from, int end) {
        int first = from + 1;
        int last = end - 1;
        int escape = first;
        while (escape < last && b[escape] != '\\') escape++;
        String plain = new String(b, first, escape - first, StandardCharsets.UTF_8);
        if (escape == last) return plain;
        String rest = new String(b, escape, last - escape, StandardCharsets.UTF_8);
        return unescape(new StringBuilder(plain.length() + rest.length()).append(plain), rest);
    }

    private static String unescape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            c = text.charAt(++i);
            switch (c) {
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    out.append((char) Integer.parseInt(text, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
