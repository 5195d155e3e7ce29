package dev.parley.profiles.marketplace;

import dev.parley.bus.Target;
import dev.parley.profiles.JsValue;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The room of one user or vendor. */
record PartyRoom(Kind kind, String id) {

    /** Whose it is. */
    enum Kind {
        USER("userId"),
        VENDOR("vendorId");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** As rooms begin. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String word) {
            return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
        }
    }

    String name() {
        return kind.word() + ":" + id;
    }

    Target target() {
        return Target.room(name());
    }

    /**
     * The rooms that an event names, in any of the forms that clients have for it: {@code "user:1"}; {@code "user","1"};
     * {@code {"type":"user","id":"1"}}; {@code {"room":"user:1"}}; {@code {"userId":"1","vendorId":"2"}}, of which one may
     * be missing.
     *
     * @return none if it names something else
     */
    static List<PartyRoom> in(ClientEvent event) {
        RawJson first = event.arg(0);
        Optional<String> text = first.asString();
        if (text.isPresent()) {
            Optional<PartyRoom> two = of(text.get(), event.arg(1));
            return two.or(() -> parse(text.get())).stream().toList();
        }
        Map<String, RawJson> members = first.members();
        Optional<String> type = Optional.ofNullable(members.get("type")).flatMap(RawJson::asString);
        if (type.isPresent())
            return of(type.get(), members.getOrDefault("id", RawJson.NULL)).stream()
                    .toList();
        Optional<String> room = Optional.ofNullable(members.get("room")).flatMap(RawJson::asString);
        if (room.isPresent()) return parse(room.get()).stream().toList();
        return byKeys(key -> Optional.ofNullable(members.get(key)).flatMap(PartyRoom::id));
    }

    /** The room that an event names whose name says the kind already: by the id, or an object that has it. */
    static List<PartyRoom> in(ClientEvent event, Kind kind) {
        RawJson first = event.arg(0);
        return id(first)
                .or(() -> first.member(kind.key).flatMap(PartyRoom::id))
                .or(() -> first.member("id").flatMap(PartyRoom::id))
                .map(id -> new PartyRoom(kind, id))
                .stream()
                .toList();
    }

    /**
     * The rooms of {@code userId} and {@code vendorId}.
     *
     * @param ids the id of a key, if it is there
     */
    static List<PartyRoom> byKeys(Function<String, Optional<String>> ids) {
        return Stream.of(Kind.values())
                .flatMap(kind -> ids.apply(kind.key).map(id -> new PartyRoom(kind, id)).stream())
                .toList();
    }

    /** An id: a text that is not empty, or a number. */
    static Optional<String> id(RawJson value) {
        boolean scalar = value.kind() == RawJson.Kind.STRING || value.kind() == RawJson.Kind.NUMBER;
        return Optional.of(value).filter(it -> scalar).flatMap(JsValue::text).filter(id -> !id.isEmpty());
    }

    private static Optional<PartyRoom> of(String type, RawJson id) {
        return Kind.of(type).flatMap(kind -> id(id).map(it -> new PartyRoom(kind, it)));
    }

    private static Optional<PartyRoom> parse(String name) {
        int colon = name.indexOf(':');
        if (colon < 0 || colon == name.length() - 1) return Optional.empty();
        return Kind.of(name.substring(0, colon)).map(kind -> new PartyRoom(kind, name.substring(colon + 1)));
    }
}
