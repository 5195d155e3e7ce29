package dev.parley.store.documents;

import dev.parley.bus.AppNamespace;

/**
 * How names of any kind stand in keys and in names of fields, where dots, dollars and the separator mean something. Two
 * different names never become the same text.
 */
public final class Keys {

    /** Stands in no {@link #part}. */
    public static final char SEPARATOR = '|';

    /** So that no field has a name that means something to the store or to its driver, or looks like a number. */
    private static final char FIELD = '=';

    private Keys() {}

    /** A namespace of an app. */
    public static String scope(AppNamespace at) {
        return part(at.app()) + SEPARATOR + part(at.name());
    }

    /** A name as a part of a key. */
    public static String part(String name) {
        if (name.chars().noneMatch(Keys::isSpecial)) return name;
        var text = new StringBuilder(name.length() + 16);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isSpecial(c)) text.append(c);
            else text.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        }
        return text.toString();
    }

    private static boolean isSpecial(int c) {
        return c == '%' || c == SEPARATOR || c == '.' || c == '$' || c < ' ';
    }

    /** The name that {@link #part} made this of. */
    public static String name(String part) {
        int percent = part.indexOf('%');
        if (percent < 0) return part;
        var name = new StringBuilder(part.length()).append(part, 0, percent);
        for (int i = percent; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%') {
                name.append((char) Integer.parseInt(part, i + 1, i + 3, 16));
                i += 2;
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    /** A name as that of a field. */
    public static String field(String name) {
        return FIELD + part(name);
    }

    /** The name that {@link #field} made this of. */
    public static String nameOfField(String field) {
        return name(field.substring(1));
    }
}
