package dev.parley.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who is to get an event.
 *
 * @param rooms with {@code users}, whoever is in one of them; without both, everybody in the namespace
 * @param except rooms or socket ids that are left out
 * @param droppable whether a client goes without it that cannot take it at once
 */
record Audience(String namespace, List<String> rooms, List<String> users, List<String> except, boolean droppable) {

    Audience {
        rooms = List.copyOf(rooms);
        users = List.copyOf(users);
        except = List.copyOf(except);
    }

    static Audience everyone(String namespace) {
        return new Audience(namespace, List.of(), List.of(), List.of(), false);
    }

    Audience room(String... more) {
        return new Audience(namespace, joined(rooms, more), users, except, droppable);
    }

    Audience user(String... more) {
        return new Audience(namespace, rooms, joined(users, more), except, droppable);
    }

    Audience except(String... more) {
        return new Audience(namespace, rooms, users, joined(except, more), droppable);
    }

    Audience orNever() {
        return new Audience(namespace, rooms, users, except, true);
    }

    /** An empty list of names is a mistake: without any name the event would go to everybody. */
    private static List<String> joined(List<String> names, String... more) {
        if (more.length == 0) throw new IllegalArgumentException("name one at least; everyone() is for everybody");
        return Stream.concat(names.stream(), Stream.of(more)).toList();
    }

    /** The body of an emit. */
    Map<String, Json> emit(String event, List<Json> args) {
        Map<String, Json> body = new LinkedHashMap<>();
        body.put("event", Json.of(event));
        body.put("namespace", Json.of(namespace));
        if (!rooms.isEmpty()) body.put("rooms", Json.of(rooms));
        if (!users.isEmpty()) body.put("users", Json.of(users));
        if (!except.isEmpty()) body.put("except", Json.of(except));
        if (droppable) body.put("volatile", Json.of(true));
        body.put("args", new Json.Arr(args));
        return body;
    }
}
