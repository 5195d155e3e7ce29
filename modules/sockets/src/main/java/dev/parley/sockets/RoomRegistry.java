package dev.parley.sockets;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import dev.parley.cluster.RoomDirectory;
import dev.parley.cluster.RoomPresence;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;

/**
 * The rooms of one event loop and the sockets in them. Confined to that event loop.
 *
 * <p>The first socket of a room enters it in the cluster's directory and the last one leaves it there; what happens in
 * between concerns nobody else.
 */
final class RoomRegistry {

    /** A room with members.
     *
     * @param announced done when all nodes know that it has members here; from where on what goes there comes here
     */
    private record Room(Set<NamespaceSocket> members, Future<Position> announced) {}

    private final Context context;
    private final RoomDirectory directory;
    private final RoomPresence presence;
    private final RoomQuota quota;
    private final SocketCounts counts;
    private final Map<Place, Room> rooms = new HashMap<>();
    private final Map<String, NamespaceSocket> sockets = new HashMap<>();
    private long delivery;

    RoomRegistry(
            Context context, RoomDirectory directory, RoomPresence presence, RoomQuota quota, SocketCounts counts) {
        this.context = context;
        this.directory = directory;
        this.presence = presence;
        this.quota = quota;
        this.counts = counts;
    }

    /** Makes a socket known by its id, or both of its ids, and one of everybody in its namespace. */
    Future<Position> add(NamespaceSocket socket) {
        if (sockets.put(socket.id(), socket) == null) counts.entered(socket);
        socket.assumedId().ifPresent(id -> sockets.put(id, socket));
        return join(socket, Target.EVERYONE);
    }

    /** Forgets a socket and all that it joined. */
    void remove(NamespaceSocket socket) {
        if (sockets.remove(socket.id(), socket)) counts.left(socket);
        socket.assumedId().ifPresent(id -> sockets.remove(id, socket));
        for (Target target : List.copyOf(socket.joined())) leave(socket, target);
        leave(socket, Target.EVERYONE);
    }

    /** All sockets at this moment, each once. */
    Set<NamespaceSocket> sockets() {
        return Set.copyOf(sockets.values());
    }

    /** How many sockets there are in each namespace that has any. */
    Map<AppNamespace, Integer> occupied() {
        var counts = new HashMap<AppNamespace, Integer>();
        for (NamespaceSocket socket : sockets()) counts.merge(socket.appNamespace(), 1, Integer::sum);
        return counts;
    }

    /**
     * As {@link ClientSocket#join}.
     *
     * @return from where on what goes there comes to this event loop
     */
    Future<Position> join(NamespaceSocket socket, Target target) {
        var place = new Place(socket.appNamespace(), target);
        Room room = rooms.get(place);
        if (room != null) {
            add(room, socket, target);
            return known(room);
        }
        if (!quota.enter(place)) return Future.failedFuture(new TooManyRooms(socket.app()));
        room = new Room(new LinkedHashSet<>(), enter(place));
        rooms.put(place, room);
        add(room, socket, target);
        return room.announced;
    }

    /** All nodes know of a room that has members, but for nodes that were away and are being told again. */
    private Future<Position> known(Room room) {
        Future<Void> settled = directory.settled();
        if (settled.isComplete()) return room.announced;
        Promise<Position> known = Promise.promise();
        settled.onSuccess(told -> context.runOnContext(here -> room.announced.onComplete(known)));
        return known.future();
    }

    private void add(Room room, NamespaceSocket socket, Target target) {
        if (room.members.add(socket)) pair(socket, target, presence::enter);
    }

    /** As each of its users the socket is in each of its rooms. */
    private void pair(NamespaceSocket socket, Target one, BiConsumer<Place, String> with) {
        if (one.kind() != Target.Kind.ROOM && one.kind() != Target.Kind.USER) return;
        for (Target other : socket.joined()) {
            if (other.kind() == one.kind() || !has(socket, other)) continue;
            Target room = one.kind() == Target.Kind.ROOM ? one : other;
            Target user = one.kind() == Target.Kind.ROOM ? other : one;
            with.accept(new Place(socket.appNamespace(), room), user.name());
        }
    }

    private boolean has(NamespaceSocket socket, Target target) {
        Room room = rooms.get(new Place(socket.appNamespace(), target));
        return room != null && room.members.contains(socket);
    }

    /** The directory's answer, brought back to this event loop. */
    private Future<Position> enter(Place place) {
        Promise<Position> announced = Promise.promise();
        directory.enter(place).onSuccess(from -> context.runOnContext(here -> announced.complete(from)));
        return announced.future();
    }

    void leave(NamespaceSocket socket, Target target) {
        var place = new Place(socket.appNamespace(), target);
        Room room = rooms.get(place);
        if (room == null || !room.members.remove(socket)) return;
        pair(socket, target, presence::leave);
        if (!room.members.isEmpty()) return;
        rooms.remove(place);
        quota.leave(place);
        directory.leave(place);
    }

    /**
     * Does something with each socket of the audience once (promise P3).
     *
     * @param each tells whether the socket was sent something
     * @return how many sockets were
     */
    int deliver(Audience audience, Predicate<NamespaceSocket> each) {
        delivery++;
        for (Target target : audience.except()) {
            for (NamespaceSocket socket : members(audience.namespace(), target)) socket.firstOf(delivery);
        }
        int delivered = 0;
        for (Target target : audience.to()) {
            for (NamespaceSocket socket : members(audience.namespace(), target)) {
                if (socket.firstOf(delivery) && each.test(socket)) delivered++;
            }
        }
        return delivered;
    }

    /** The sockets of the audience at this moment, each once. */
    Collection<NamespaceSocket> members(Audience audience) {
        var members = new ArrayList<NamespaceSocket>();
        deliver(audience, members::add);
        return members;
    }

    /** Names each room or user, as the kind says, that has sockets of the audience here, and how many. */
    void occupied(Audience audience, Target.Kind kind, ObjIntConsumer<String> each) {
        if (audience.equals(Audience.of(audience.namespace(), Target.EVERYONE))) {
            occupied(audience.namespace(), kind, each);
            return;
        }
        var counts = new HashMap<String, Integer>();
        for (NamespaceSocket socket : members(audience)) {
            for (Target target : socket.joined()) {
                if (target.kind() == kind) counts.merge(target.name(), 1, Integer::sum);
            }
        }
        counts.forEach(each::accept);
    }

    private void occupied(AppNamespace namespace, Target.Kind kind, ObjIntConsumer<String> each) {
        rooms.forEach((place, room) -> {
            if (place.target().kind() == kind && place.namespace().equals(namespace))
                each.accept(place.target().name(), room.members.size());
        });
    }

    private Collection<NamespaceSocket> members(AppNamespace namespace, Target target) {
        if (target.kind() == Target.Kind.SOCKET) {
            NamespaceSocket socket = sockets.get(target.name());
            return socket != null && socket.appNamespace().equals(namespace) ? List.of(socket) : List.of();
        }
        Room room = rooms.get(new Place(namespace, target));
        return room == null ? List.of() : room.members;
    }
}
