package dev.parley.cluster.simulation;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.cluster.SimulatedNode;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The clients of a host, on two event loops, and its directory. Owned by its host. */
final class Server {

    static final AppNamespace ROOT = new AppNamespace("default", "/");

    private static final int LOOPS = 2;

    /** The members of a place on one event loop. */
    private record Room(Set<Integer> members, Future<Void> announced) {}

    /** Where a client is, and whether it has been told so. */
    private static final class Seat {
        long acknowledgedAt = -1;
    }

    private final Host host;
    private final SimulatedNode node;
    private final BiConsumer<Server, Place> acknowledged;
    private final List<Map<Place, Room>> loops = new ArrayList<>();
    private final Map<Integer, Map<Place, Seat>> clients = new HashMap<>();
    private final Map<NodeId, Long> metAt = new HashMap<>();
    private boolean ready;
    private int waiting;

    /** @param acknowledged hears of each join the moment that the client is told */
    Server(Host host, SimulatedNode node, BiConsumer<Server, Place> acknowledged) {
        this.host = host;
        this.node = node;
        this.acknowledged = acknowledged;
        for (int i = 0; i < LOOPS; i++) loops.add(new HashMap<>());
    }

    /** Takes clients once everybody is known. */
    void open(Set<NodeId> others) {
        Future.all(others.stream().map(this::meet).toList()).onComplete(done -> ready = true);
    }

    void joined(NodeId other) {
        var unused = meet(other);
    }

    private Future<Void> meet(NodeId other) {
        metAt.remove(other);
        return node.joined(other).onComplete(done -> {
            if (node.hasMet(other)) metAt.putIfAbsent(other, host.now());
        });
    }

    /** Is about to hear that the other one left: what is acknowledged meanwhile is not promised to it. */
    void part(NodeId other) {
        metAt.remove(other);
    }

    void left(NodeId other) {
        node.left(other);
    }

    Message hear(Message said) {
        return node.hear(said);
    }

    boolean ready() {
        return ready;
    }

    Host host() {
        return host;
    }

    SimulatedNode node() {
        return node;
    }

    // ---- Clients ----

    void connect(int client, String user) {
        if (clients.containsKey(client)) return;
        clients.put(client, new HashMap<>());
        join(client, Target.EVERYONE);
        join(client, Target.user(user));
    }

    void disconnect(int client) {
        Map<Place, Seat> seats = clients.get(client);
        if (seats == null) return;
        for (Place place : List.copyOf(seats.keySet())) leave(client, place.target());
        clients.remove(client);
    }

    void disconnectAll() {
        for (int client : List.copyOf(clients.keySet())) disconnect(client);
    }

    void join(int client, Target target) {
        Map<Place, Seat> seats = clients.get(client);
        var place = new Place(ROOT, target);
        if (seats == null || seats.containsKey(place)) return;
        var seat = new Seat();
        seats.put(place, seat);
        Map<Place, Room> rooms = loops.get(client % LOOPS);
        Room room = rooms.get(place);
        Future<Void> settled = room == null ? Future.succeededFuture() : node.settled();
        if (room == null) {
            room = new Room(new HashSet<>(), node.enter(place));
            rooms.put(place, room);
        }
        room.members.add(client);
        if (target.kind() == Target.Kind.ROOM) node.count(place);
        waiting++;
        Future.all(room.announced, settled).onComplete(done -> {
            waiting--;
            if (clients.getOrDefault(client, Map.of()).get(place) != seat) return;
            seat.acknowledgedAt = host.now();
            acknowledged.accept(this, place);
        });
    }

    void leave(int client, Target target) {
        var place = new Place(ROOT, target);
        Map<Place, Seat> seats = clients.get(client);
        if (seats == null || seats.remove(place) == null) return;
        Map<Place, Room> rooms = loops.get(client % LOOPS);
        Room room = rooms.get(place);
        room.members.remove(client);
        if (room.members.isEmpty()) {
            rooms.remove(place);
            node.leave(place);
        }
        if (target.kind() == Target.Kind.ROOM) node.discount(place);
    }

    // ---- What is true ----

    /** How many joins have not been acknowledged, nor given up by the client. */
    int waiting() {
        return waiting;
    }

    boolean hasAcknowledged(Place place) {
        return hasAcknowledgedSince(0, place);
    }

    /** Whether that was after it was done getting to know the node. */
    boolean hasAcknowledgedSinceItMet(NodeId node, Place place) {
        return metAt.containsKey(node) && hasAcknowledgedSince(metAt.get(node), place);
    }

    private boolean hasAcknowledgedSince(long moment, Place place) {
        return clients.values().stream()
                .map(seats -> seats.get(place))
                .anyMatch(seat -> seat != null && seat.acknowledgedAt >= moment);
    }

    int members(Place place) {
        return (int) clients.values().stream()
                .filter(seats -> seats.containsKey(place))
                .count();
    }

    Set<Place> places() {
        var places = new HashSet<Place>();
        clients.values().forEach(seats -> places.addAll(seats.keySet()));
        return places;
    }
}
