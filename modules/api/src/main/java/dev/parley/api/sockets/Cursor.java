package dev.parley.api.sockets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where a page begins, as backends see it: the last name of the page before, in a form that nobody takes for a name. */
final class Cursor {

    private static final int LONGEST = 4_096;

    private Cursor() {}

    static String of(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** The name, if it is a cursor. */
    static Optional<String> read(String cursor) {
        if (cursor.isEmpty() || cursor.length() > LONGEST) return Optional.empty();
        try {
            String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Optional.of(name).filter(same -> of(same).equals(cursor));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
