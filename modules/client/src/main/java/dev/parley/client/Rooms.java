package dev.parley.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The rooms of a namespace, for keys with the scope {@code read}. Immutable. */
public final class Rooms {

    private final Transport transport;
    private final String namespace;

    Rooms(Transport transport, String namespace) {
        this.transport = transport;
        this.namespace = namespace;
    }

    /** The rooms that have a socket. */
    public Listing<Occupancy> list() {
        return list("");
    }

    /** The same, if their names begin so. */
    public Listing<Occupancy> list(String prefix) {
        return new Listing<>(
                transport, Map.of("namespace", namespace, "prefix", prefix), "rooms", Occupancy::ofRoom, "rooms");
    }

    /** How many sockets a room has; a room that nobody is in has none. */
    public Occupancy.Counted count(String room) {
        return Waiting.on(countAsync(room));
    }

    /** Counts as {@link #count} does. */
    public CompletableFuture<Occupancy.Counted> countAsync(String room) {
        return transport.send(
                Call.get(Call.path(Map.of("namespace", namespace), "rooms", room)),
                answer -> Occupancy.counted(answer, "room"));
    }

    /** The sockets that are in a room. */
    public Listing<SocketView> sockets(String room) {
        return new Listing<>(
                transport, Map.of("namespace", namespace), "sockets", SocketView::of, "rooms", room, "sockets");
    }
}
