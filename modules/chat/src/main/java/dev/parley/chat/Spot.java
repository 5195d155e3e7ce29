package dev.parley.chat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/** Where a room stands in a list of rooms: the latest first, then by id. Its text is a cursor. */
record Spot(Instant when, String room) implements Comparable<Spot> {

    private static final Comparator<Spot> ORDER =
            Comparator.comparing(Spot::when).reversed().thenComparing(Spot::room);

    String cursor() {
        String text = when.toEpochMilli() + "|" + room;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing for what is no cursor. */
    static Optional<Spot> parse(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int end = text.indexOf('|');
            if (end < 0) return Optional.empty();
            return Optional.of(
                    new Spot(Instant.ofEpochMilli(Long.parseLong(text, 0, end, 10)), text.substring(end + 1)));
        } catch (IllegalArgumentException noCursor) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Spot other) {
        return ORDER.compare(this, other);
    }
}
