package dev.parley.api;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.cluster.Reach;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The body of {@code POST /api/v1/emit}: an event and who is to get it. Without {@code rooms} and {@code users} everybody
 * in the namespace does, so that unknown members are refused: a misspelt {@code rooms} must not tell everybody.
 *
 * @param args the event's arguments
 * @param droppable the body's {@code volatile}
 * @param acksWithin how long to wait for the clients' answers, if they are asked for
 */
record EmitRequest(
        String namespace,
        String event,
        List<RawJson> args,
        List<Target> to,
        List<Target> except,
        boolean droppable,
        Reach reach,
        Optional<Duration> acksWithin) {

    private static final int MAX_NAME = 256;
    private static final Set<String> MEMBERS =
            Set.of("event", "rooms", "users", "except", "namespace", "payload", "args", "volatile", "local", "ack");

    /** What a body turned out to be. */
    sealed interface Parsed {}

    record Valid(EmitRequest request) implements Parsed {}

    record Invalid(Problem problem) implements Parsed {}

    /** Ends the parsing of a body that is not as documented; it does not leave this class. */
    private static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1;

        Refusal(String detail) {
            super(detail, null, false, false);
        }
    }

    /**
     * Reads a body.
     *
     * @param limits how many names each of its lists may have, and how long it may wait
     */
    static Parsed parse(RawJson body, ApiConfig limits) {
        try {
            return new Valid(read(body, limits));
        } catch (Refusal refusal) {
            return new Invalid(Problem.invalidRequest(String.valueOf(refusal.getMessage())));
        }
    }

    private static EmitRequest read(RawJson body, ApiConfig limits) {
        if (body.kind() != RawJson.Kind.OBJECT) throw new Refusal("The body must be an object.");
        Map<String, RawJson> members = body.members();
        refuseOthers(members, MEMBERS);
        int maxTargets = limits.maxTargets();
        var to = new ArrayList<Target>();
        to.addAll(targets(members, "rooms", maxTargets, Target::room));
        to.addAll(targets(members, "users", maxTargets, Target::user));
        if (to.isEmpty()) to.add(Target.EVERYONE);
        var except = new ArrayList<Target>();
        except.addAll(targets(members, "except", maxTargets, Target::room));
        except.addAll(targets(members, "except", maxTargets, Target::socket));
        return new EmitRequest(
                members.containsKey("namespace") ? string(members, "namespace") : "/",
                event(members),
                args(members),
                to,
                except,
                flag(members, "volatile"),
                flag(members, "local") ? Reach.NODE : Reach.CLUSTER,
                Optional.ofNullable(members.get("ack"))
                        .map(ack -> acksWithin(ack, limits.acks().within())));
    }

    private static void refuseOthers(Map<String, RawJson> members, Set<String> known) {
        for (String name : members.keySet()) {
            if (!known.contains(name)) throw new Refusal("There is no member \"" + name + "\".");
        }
    }

    private static Duration acksWithin(RawJson ack, Duration longest) {
        refuseOthers(ack.members(), Set.of("timeout"));
        long millis = ack.member("timeout").orElse(RawJson.NULL).asLong().orElse(0);
        if (millis < 1 || millis > longest.toMillis()) {
            throw new Refusal("\"ack\" must be {\"timeout\": <1 to " + longest.toMillis() + " milliseconds>}.");
        }
        return Duration.ofMillis(millis);
    }

    private static String event(Map<String, RawJson> members) {
        String event = string(members, "event");
        if (SocketCodec.RESERVED_EVENTS.contains(event))
            throw new Refusal("The event name \"" + event + "\" is reserved.");
        return event;
    }

    private static List<RawJson> args(Map<String, RawJson> members) {
        RawJson payload = members.get("payload");
        RawJson args = members.get("args");
        if (payload != null && args != null) throw new Refusal("Send \"payload\" or \"args\", not both.");
        if (args == null) return payload == null ? List.of() : List.of(payload);
        if (args.kind() != RawJson.Kind.ARRAY) throw new Refusal("\"args\" must be an array.");
        return args.elements();
    }

    private static List<Target> targets(
            Map<String, RawJson> members, String member, int most, Function<String, Target> kind) {
        RawJson value = members.get(member);
        if (value == null) return List.of();
        List<RawJson> names = value.elements();
        if (names.isEmpty()) throw new Refusal("\"" + member + "\" must be a non-empty array, or be left out.");
        if (names.size() > most) throw new Refusal("\"" + member + "\" has more than " + most + " names.");
        return names.stream()
                .map(name -> name.asString()
                        .filter(EmitRequest::isName)
                        .orElseThrow(() -> new Refusal("\"" + member + "\" must hold strings of 1 to 256 characters.")))
                .map(kind)
                .toList();
    }

    private static String string(Map<String, RawJson> members, String member) {
        RawJson value = members.getOrDefault(member, RawJson.NULL);
        return value.asString()
                .filter(EmitRequest::isName)
                .orElseThrow(() -> new Refusal("\"" + member + "\" must be a string of 1 to 256 characters."));
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= MAX_NAME;
    }

    private static boolean flag(Map<String, RawJson> members, String member) {
        RawJson value = members.getOrDefault(member, RawJson.FALSE);
        return value.asBoolean().orElseThrow(() -> new Refusal("\"" + member + "\" must be true or false."));
    }

    /** The same as a message for the nodes that have members. */
    Broadcast broadcast(String id, String app) {
        RawJson named = JsonWriter.build(w -> {
            w.beginArray().string(event);
            args.forEach(w::raw);
            w.endArray();
        });
        return new Broadcast(
                id, new Audience(new AppNamespace(app, namespace), to, except), named, List.of(), droppable);
    }
}
