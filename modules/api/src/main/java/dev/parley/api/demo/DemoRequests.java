package dev.parley.api.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.api.http.Parsed;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import java.util.Locale;
import java.util.Optional;

/** From the bodies of requests to names, and from names to ids. */
final class DemoRequests {

    /** In front of all users and rooms of the demo: they are no others of the application's. */
    static final String PREFIX = "demo:";

    static final int LONGEST_USER = 32;
    static final int LONGEST_ROOM = 40;

    private DemoRequests() {}

    /** {@code {name}}, without the white space around it and with single blanks in it. */
    static Parsed<String> name(RawJson body, int most) {
        Members members = Members.of(body);
        members.require("name");
        Optional<String> name = members.text(
                "name",
                "1 to " + most + " characters, white space around them not counted, and no control characters",
                text -> tidy(text, most));
        return Parsed.of(members, name::orElseThrow);
    }

    private static Optional<String> tidy(String text, int most) {
        String tidy = text.strip().replaceAll("\\s+", " ");
        boolean good = !tidy.isEmpty()
                && tidy.length() <= most
                && tidy.chars().noneMatch(Character::isISOControl)
                && UTF_8.newEncoder().canEncode(tidy);
        return good ? Optional.of(tidy) : Optional.empty();
    }

    /** Whoever says the same name is the same user, with one device more. */
    static String user(String name) {
        return PREFIX + name;
    }

    /** Whoever says the same name means the same room. */
    static String room(String name) {
        return PREFIX + name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
