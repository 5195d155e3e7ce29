package dev.parley.profiles.instantio;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.profiles.JsValue;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.sockets.engine.RandomId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backend wants to be emitted.
 *
 * @param namespace nothing if it names none
 * @param to empty if it names nothing that could be a room
 * @param waits whether it waits for a client's answer
 */
record EmitRequest(Optional<String> namespace, String event, List<Target> to, RawJson payload, boolean waits) {

    private static final int LONGEST_EVENT = 256;

    /** What a body turned out to be. */
    sealed interface Read {}

    record Good(EmitRequest request) implements Read {}

    record Bad(EmitAnswer answer) implements Read {}

    /**
     * Reads {@code {"event","rooms"?,"payload"?,"namespace"?,"wait_client_ack"?}}; whatever else there is does not matter.
     *
     * @param maxRooms how many rooms it may name
     */
    static Read of(RawJson body, int maxRooms) {
        Map<String, RawJson> members = body.members();
        Optional<String> event = text(members, "event");
        if (event.filter(name -> !name.isEmpty() && name.length() <= LONGEST_EVENT)
                .isEmpty()) return bad("\"event\" must be a text of 1 to " + LONGEST_EVENT + " characters");
        // As the contract's first server answered it: its backends know this status and these words.
        if (SocketCodec.RESERVED_EVENTS.contains(event.get()))
            return new Bad(new EmitAnswer(500, "\"" + event.get() + "\" is a reserved event name"));
        boolean elsewhere = !JsValue.isFalsy(members.getOrDefault("namespace", RawJson.NULL));
        Optional<String> namespace = text(members, "namespace").filter(name -> elsewhere);
        if (elsewhere && namespace.isEmpty()) return bad("\"namespace\" must be a text");
        List<Target> to = targets(Rooms.of(Optional.ofNullable(members.get("rooms"))));
        if (to.size() > maxRooms) return bad("\"rooms\" may name " + maxRooms + " rooms at most");
        return new Good(new EmitRequest(
                namespace.map(name -> name.startsWith("/") ? name : "/" + name),
                event.get(),
                to,
                members.getOrDefault("payload", RawJson.NULL),
                !JsValue.isFalsy(members.getOrDefault("wait_client_ack", RawJson.FALSE))));
    }

    private static Optional<String> text(Map<String, RawJson> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(RawJson::asString);
    }

    private static Bad bad(String why) {
        return new Bad(new EmitAnswer(400, why));
    }

    private static List<Target> targets(Rooms rooms) {
        return switch (rooms) {
            case Rooms.Absent absent -> List.of(Target.EVERYONE);
            case Rooms.Empty empty -> List.of(Target.EVERYONE);
            case Rooms.Named named -> named.names().stream().map(Target::room).toList();
        };
    }

    /** For whom it names; there must be somebody. */
    Broadcast broadcast(AppNamespace at) {
        RawJson args =
                JsonWriter.build(w -> w.beginArray().string(event).raw(payload).endArray());
        return new Broadcast(RandomId.next(), new Audience(at, to, List.of()), args, List.of(), false);
    }
}
