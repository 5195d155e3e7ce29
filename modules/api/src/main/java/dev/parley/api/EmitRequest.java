package dev.parley.api;

import dev.parley.api.http.Parsed;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.cluster.Reach;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /**
     * Reads a body.
     *
     * @param limits how many names each of its lists may have, and how long it may wait
     */
    static Parsed<EmitRequest> parse(RawJson body, ApiConfig limits) {
        Members members = Members.of(body);
        int maxTargets = limits.maxTargets();
        List<Target> to = Stream.concat(
                        names(members, "rooms", maxTargets).stream().map(Target::room),
                        names(members, "users", maxTargets).stream().map(Target::user))
                .toList();
        List<String> leftOut = names(members, "except", maxTargets);
        List<Target> except = Stream.concat(
                        leftOut.stream().map(Target::room), leftOut.stream().map(Target::socket))
                .toList();
        Optional<String> namespace = members.string("namespace", MAX_NAME);
        Optional<String> event = event(members);
        List<RawJson> args = args(members);
        boolean droppable = members.flag("volatile");
        Reach reach = members.flag("local") ? Reach.NODE : Reach.CLUSTER;
        Optional<Duration> acksWithin = members.object("ack")
                .flatMap(ack -> acksWithin(ack, limits.acks().within()));
        return Parsed.of(
                members,
                () -> new EmitRequest(
                        namespace.orElse("/"),
                        event.orElseThrow(),
                        args,
                        to.isEmpty() ? List.of(Target.EVERYONE) : to,
                        except,
                        droppable,
                        reach,
                        acksWithin));
    }

    private static Optional<Duration> acksWithin(Members ack, Duration longest) {
        ack.require("timeout");
        return ack.number("timeout", 1, Math.toIntExact(longest.toMillis())).map(Duration::ofMillis);
    }

    private static Optional<String> event(Members members) {
        members.require("event");
        Optional<String> event = members.string("event", MAX_NAME);
        if (event.filter(SocketCodec.RESERVED_EVENTS::contains).isPresent())
            members.fault("event", "must not be a name that Socket.IO keeps for itself");
        return event;
    }

    private static List<RawJson> args(Members members) {
        Optional<List<RawJson>> args = members.read(
                "args",
                "an array",
                value -> value.kind() == RawJson.Kind.ARRAY ? Optional.of(value.elements()) : Optional.empty());
        Optional<RawJson> payload = members.value("payload");
        if (payload.isPresent() && members.has("args")) {
            members.fault("args", "must not be there beside \"payload\"");
        }
        return args.orElseGet(() -> payload.map(List::of).orElse(List.of()));
    }

    private static List<String> names(Members members, String member, int most) {
        return members.strings(member, most, MAX_NAME).orElse(List.of());
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
