package dev.parley.profiles.instantio;

import dev.parley.profiles.JsValue;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rooms that somebody names: one, or several in an array. They are compared by their texts, so that {@code 7} and {@code
 * "7"} are one room.
 */
sealed interface Rooms {

    /** There is no such member, or it is null. */
    record Absent() implements Rooms {}

    /** An empty array. */
    record Empty() implements Rooms {}

    /**
     * What else was there.
     *
     * @param names each once; none where nothing of it could be a room's name, such as an object: that is never everybody
     */
    record Named(List<String> names) implements Rooms {
        public Named {
            names = List.copyOf(names);
        }
    }

    static Rooms of(Optional<RawJson> value) {
        if (value.isEmpty() || value.get().isNull()) return new Absent();
        RawJson rooms = value.get();
        if (rooms.kind() != Kind.ARRAY) return named(Stream.of(rooms));
        List<RawJson> elements = rooms.elements();
        return elements.isEmpty() ? new Empty() : named(elements.stream());
    }

    private static Rooms named(Stream<RawJson> values) {
        return new Named(
                values.flatMap(value -> JsValue.text(value).stream()).distinct().toList());
    }
}
