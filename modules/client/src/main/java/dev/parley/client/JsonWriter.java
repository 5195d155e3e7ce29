package dev.parley.client;

import java.util.Map;

/** Writes JSON text, as short as it can be. Owned by the call that writes. */
final class JsonWriter {

    private final StringBuilder text = new StringBuilder();

    private JsonWriter() {}

    static String write(Json value) {
        var writer = new JsonWriter();
        writer.value(value);
        return writer.text.toString();
    }

    private void value(Json value) {
        switch (value) {
            case Json.Obj(Map<String, Json> members) -> members(members);
            case Json.Arr(var elements) -> {
                char before = '[';
                for (Json element : elements) {
                    text.append(before);
                    value(element);
                    before = ',';
                }
                text.append(elements.isEmpty() ? "[]" : "]");
            }
            case Json.Str(String string) -> string(string);
            case Json.Num(String literal) -> text.append(literal);
            case Json.Bool(boolean flag) -> text.append(flag);
            case Json.Null() -> text.append("null");
        }
    }

    private void members(Map<String, Json> members) {
        char before = '{';
        for (Map.Entry<String, Json> member : members.entrySet()) {
            text.append(before);
            string(member.getKey());
            text.append(':');
            value(member.getValue());
            before = ',';
        }
        text.append(members.isEmpty() ? "{}" : "}");
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (pair) {
                text.append(c).append(value.charAt(++i));
            } else if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                // Half a character has no form in UTF-8; escaped, it arrives as it is.
                text.append("\\u%04x".formatted((int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
