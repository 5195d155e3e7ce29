package dev.parley.api.emit;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.cluster.Reach;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An event and who is to get it. Without {@code rooms} and {@code users} everybody in the namespace does, so that unknown
 * members are refused: a misspelt {@code rooms} must not tell everybody.
 *
 * @param args the event's arguments
 * @param droppable the body's {@code volatile}
 */
record EmittedEvent(
        String namespace,
        String event,
        List<RawJson> args,
        List<Target> to,
        List<Target> except,
        boolean droppable,
        Reach reach) {

    private static final int MAX_NAME = 256;

    EmittedEvent {
        args = List.copyOf(args);
        to = List.copyOf(to);
        except = List.copyOf(except);
    }

    /**
     * Reads one.
     *
     * @param maxTargets how many names each of its lists may have
     * @return makes it, if no fault was noted
     */
    static Supplier<EmittedEvent> read(Members members, int maxTargets) {
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
        return () -> new EmittedEvent(
                namespace.orElse("/"),
                event.orElseThrow(),
                args,
                to.isEmpty() ? List.of(Target.EVERYONE) : to,
                except,
                droppable,
                reach);
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
