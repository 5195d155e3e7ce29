package dev.parley.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text, strictly by RFC 8259. Owned by the call that reads. */
final class JsonReader {

    private static final char END = '\uffff';

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    static Json read(String text) {
        var reader = new JsonReader(text);
        Json value = reader.value();
        reader.blanks();
        if (reader.at < text.length()) throw reader.fault("something behind the value");
        return value;
    }

    private Json value() {
        blanks();
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> new Json.Str(string());
            case 't' -> word("true", new Json.Bool(true));
            case 'f' -> word("false", new Json.Bool(false));
            case 'n' -> word("null", Json.Null.NULL);
            default -> number();
        };
    }

    private Json object() {
        enter();
        Map<String, Json> members = new LinkedHashMap<>();
        blanks();
        if (skip('}')) return left(new Json.Obj(members));
        do {
            blanks();
            if (peek() != '"') throw fault("a name was expected");
            String name = string();
            blanks();
            if (!skip(':')) throw fault("a colon was expected");
            members.put(name, value());
            blanks();
        } while (skip(','));
        if (!skip('}')) throw fault("a comma or } was expected");
        return left(new Json.Obj(members));
    }

    private Json array() {
        enter();
        List<Json> elements = new ArrayList<>();
        blanks();
        if (skip(']')) return left(new Json.Arr(elements));
        do {
            elements.add(value());
            blanks();
        } while (skip(','));
        if (!skip(']')) throw fault("a comma or ] was expected");
        return left(new Json.Arr(elements));
    }

    private void enter() {
        at++;
        if (++depth > Json.MAX_DEPTH) throw fault("deeper than " + Json.MAX_DEPTH + " levels");
    }

    private Json left(Json value) {
        depth--;
        return value;
    }

    private String string() {
        at++;
        var value = new StringBuilder();
        while (true) {
            if (at >= text.length()) throw fault("a string without an end");
            char c = text.charAt(at++);
            if (c == '"') return value.toString();
            if (c < ' ') throw fault("a control character in a string");
            value.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw fault("an unknown escape");
        };
    }

    private char unit() {
        int unit = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = peek() < 128 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) throw fault("four hex digits were expected");
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private Json word(String word, Json value) {
        if (!text.startsWith(word, at)) throw fault("a value was expected");
        at += word.length();
        return value;
    }

    private Json number() {
        int from = at;
        while ("+-.eE0123456789".indexOf(peek()) >= 0) at++;
        try {
            return new Json.Num(text.substring(from, at));
        } catch (IllegalArgumentException none) {
            at = from;
            throw fault("a value was expected");
        }
    }

    private void blanks() {
        while (" \t\r\n".indexOf(peek()) >= 0) at++;
    }

    private boolean skip(char wanted) {
        if (peek() != wanted || at >= text.length()) return false;
        at++;
        return true;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private IllegalArgumentException fault(String what) {
        return new IllegalArgumentException("not JSON at character " + at + ": " + what);
    }
}
