package dev.parley.sockets;

import dev.parley.bus.Audience;
import dev.parley.bus.Position;
import dev.parley.bus.Stamp;
import dev.parley.bus.Target;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rooms and users that one socket has joined, and from where on it is owed what goes there. Confined to the socket's
 * event loop.
 */
final class Memberships {

    private final NamespaceSocket socket;
    private final SocketLoop loop;
    private final Activities activities;
    private final Map<Target, Position> owed = new LinkedHashMap<>(4);
    private Position present = Position.EMPTY;
    private Position heard = Position.EMPTY;

    Memberships(NamespaceSocket socket, SocketLoop loop, Activities activities) {
        this.socket = socket;
        this.loop = loop;
        this.activities = activities;
    }

    /** It can be reached by its id, and as one of everybody; done when all nodes know. */
    Future<Void> appear() {
        present = loop.position().heard();
        return loop.rooms().add(socket).map(known -> {
            present = present.max(known);
            return null;
        });
    }

    /** The same, with all that it was in before, and is owed as before. */
    Future<Void> reappear(Map<Target, Position> before) {
        Future<?> known = loop.rooms().add(socket);
        for (Map.Entry<Target, Position> each : before.entrySet()) {
            switch (each.getKey().kind()) {
                case EVERYONE -> present = each.getValue();
                case SOCKET, WATCHERS, OCCUPANT -> {}
                case ROOM, USER -> {
                    owed.put(each.getKey(), each.getValue());
                    known = Future.all(known, loop.rooms().join(socket, each.getKey()));
                }
            }
        }
        return known.mapEmpty();
    }

    /** Its backend was told that it left its rooms when it was cut off, and is told that it is back in them. */
    Future<Void> tellRooms() {
        return Future.all(rooms().map(room -> activities.joined(room, false)).toList())
                .mapEmpty();
    }

    /** As {@link ClientSocket#join}. */
    Future<Void> enter(Target target) {
        Future<Position> reachable = loop.rooms().join(socket, target);
        if (reachable.failed()) return reachable.mapEmpty();
        boolean again = owed.putIfAbsent(target, loop.position().heard()) != null;
        if (target.kind() == Target.Kind.USER && !again) activities.belongsToUser();
        LoopTrail trail = loop.taps().trail();
        if (trail != null && !again && socket.isConnected()) tell(trail, target);
        Future<Void> kept = keep(target, reachable, again);
        if (target.kind() != Target.Kind.ROOM) return kept;
        Future<Void> told = activities.joined(target.name(), again);
        return told.succeeded() ? kept : Future.all(kept, told).mapEmpty();
    }

    /** Rooms that it is in by the time it connects are told with that. */
    private void tell(LoopTrail trail, Target joined) {
        if (joined.kind() == Target.Kind.ROOM) trail.joined(socket, joined.name());
        else trail.updated(socket);
    }

    /** What a member is owed since it joined, it is owed however often it joins again. */
    private Future<Void> keep(Target target, Future<Position> reachable, boolean again) {
        return reachable.compose(known -> {
            if (!again) owed.computeIfPresent(target, (same, from) -> from.max(known));
            return socket.resumption().changed();
        });
    }

    /**
     * As {@link ClientSocket#leave}.
     *
     * @param reason why, for its backend
     */
    Future<Void> leave(Target target, String reason) {
        if (owed.remove(target) == null) return Activities.DONE;
        loop.rooms().leave(socket, target);
        LoopTrail trail = loop.taps().trail();
        if (trail != null && target.kind() == Target.Kind.ROOM && socket.isConnected()) {
            trail.left(socket, target.name());
        }
        Future<Void> kept = socket.resumption().changed();
        if (target.kind() != Target.Kind.ROOM) return kept;
        Future<Void> told = activities.left(target.name(), reason);
        return kept.succeeded() ? told : Future.all(kept, told).mapEmpty();
    }

    /** What it has joined. */
    Set<Target> joined() {
        return Collections.unmodifiableSet(owed.keySet());
    }

    boolean contain(Target target) {
        return owed.containsKey(target);
    }

    /** All that it is a member of, itself and everybody included, and from where on what goes there is owed to it. */
    Map<Target, Position> owed() {
        var all = new LinkedHashMap<Target, Position>();
        all.put(Target.EVERYONE, present);
        all.put(Target.socket(socket.id()), present);
        all.putAll(owed);
        return all;
    }

    /** Its client has come back and has heard so much before it hears anything here. */
    void heard(Position position) {
        heard = position;
    }

    /** Whether an event is owed to it by one of its memberships, and has not been heard. */
    boolean owe(Audience audience, Stamp stamp) {
        if (heard.of(stamp.origin()) >= stamp.number()) return false;
        for (Target target : audience.to()) {
            Position from =
                    switch (target.kind()) {
                        case EVERYONE -> present;
                        case SOCKET -> target.name().equals(socket.id()) ? present : null;
                        case ROOM, USER -> owed.get(target);
                        case WATCHERS, OCCUPANT -> null;
                    };
            if (from != null && from.of(stamp.origin()) < stamp.number()) return true;
        }
        return false;
    }

    Stream<String> rooms() {
        return owed.keySet().stream()
                .filter(target -> target.kind() == Target.Kind.ROOM)
                .map(Target::name);
    }
}
