package dev.parley.smoke;

import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits lines at their blanks, except for those within JSON. Stateless. */
final class Words {

    private static final int MAX_DEPTH = 100;

    private Words() {}

    /** Nothing if a string, an object or an array does not end. */
    static Optional<List<String>> in(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        int open = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean between = !quoted && open == 0;
            if (between && Character.isWhitespace(c)) {
                end(word, words);
                continue;
            }
            // Only what begins as JSON is taken for it: a text may have a quotation mark in the middle.
            boolean json = !word.isEmpty() && "{[\"".indexOf(word.charAt(0)) >= 0;
            word.append(c);
            if (quoted && c == '\\' && i + 1 < line.length()) word.append(line.charAt(++i));
            else if (c == '"' && (json || word.length() == 1)) quoted = !quoted;
            else if (!quoted && (json || word.length() == 1)) open += depth(c);
        }
        if (quoted || open > 0) return Optional.empty();
        end(word, words);
        return Optional.of(words);
    }

    private static int depth(char c) {
        return switch (c) {
            case '{', '[' -> 1;
            case '}', ']' -> -1;
            default -> 0;
        };
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) words.add(word.toString());
        word.setLength(0);
    }

    /** A word as JSON; as a text if it is none. */
    static RawJson value(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return RawJson.check(bytes, 0, bytes.length, MAX_DEPTH) instanceof RawJson.Valid valid
                ? valid.value()
                : RawJson.string(word);
    }
}
