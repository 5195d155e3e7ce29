package dev.parley.client;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The users who are connected to a namespace, each on all devices: what is known of them, for keys with the scope
 * {@code read}, and what is done to their sockets, for keys with the scope {@code sockets}. Immutable.
 */
public final class Users {

    private final Transport transport;
    private final String namespace;

    Users(Transport transport, String namespace) {
        this.transport = transport;
        this.namespace = namespace;
    }

    /** The users who have a socket. */
    public Listing<Occupancy> list() {
        return list("");
    }

    /** The same, if their names begin so. */
    public Listing<Occupancy> list(String prefix) {
        return new Listing<>(
                transport, Map.of("namespace", namespace, "prefix", prefix), "users", Occupancy::ofUser, "users");
    }

    /** How many sockets a user has; one who is not connected has none. */
    public Occupancy.Counted count(String user) {
        return Waiting.on(countAsync(user));
    }

    /** Counts as {@link #count} does. */
    public CompletableFuture<Occupancy.Counted> countAsync(String user) {
        return transport.send(
                Call.get(Call.path(Map.of("namespace", namespace), "users", user)),
                answer -> Occupancy.counted(answer, "user"));
    }

    /** The sockets of a user. */
    public Listing<SocketView> sockets(String user) {
        return new Listing<>(
                transport, Map.of("namespace", namespace), "sockets", SocketView::of, "users", user, "sockets");
    }

    /** Puts all sockets of a user into a room; there may be none. */
    public Effect join(String user, String room) {
        return Waiting.on(joinAsync(user, room));
    }

    /** Puts as {@link #join} does. */
    public CompletableFuture<Effect> joinAsync(String user, String room) {
        return transport.send(Call.put(room(user, room)), Effect::of);
    }

    /** Takes all sockets of a user out of a room. */
    public Effect leave(String user, String room) {
        return Waiting.on(leaveAsync(user, room));
    }

    /** Takes as {@link #leave} does. */
    public CompletableFuture<Effect> leaveAsync(String user, String room) {
        return transport.send(Call.delete(room(user, room)), Effect::of);
    }

    /** Disconnects all sockets of a user from the namespace. */
    public Effect disconnect(String user) {
        return Waiting.on(disconnectAsync(user));
    }

    /** Disconnects as {@link #disconnect} does. */
    public CompletableFuture<Effect> disconnectAsync(String user) {
        return transport.send(
                Call.delete(Call.path(Map.of("namespace", namespace), "users", user, "sockets")), Effect::of);
    }

    private String room(String user, String room) {
        return Call.path(Map.of("namespace", namespace), "users", user, "rooms", room);
    }
}
