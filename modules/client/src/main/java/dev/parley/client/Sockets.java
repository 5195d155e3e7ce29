package dev.parley.client;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The sockets of a namespace: what is known of them, for keys with the scope {@code read}, and what is done to them, for
 * keys with the scope {@code sockets}. Immutable.
 */
public final class Sockets {

    private static final String UNKNOWN = "unknown_socket";

    private final Transport transport;
    private final String namespace;

    Sockets(Transport transport, String namespace) {
        this.transport = transport;
        this.namespace = namespace;
    }

    /** All sockets that are connected. */
    public Listing<SocketView> list() {
        return new Listing<>(transport, Map.of("namespace", namespace), "sockets", SocketView::of, "sockets");
    }

    /** A socket by its public id; nothing if there is none. */
    public Optional<SocketView> find(String id) {
        return Waiting.on(findAsync(id));
    }

    /** Finds as {@link #find} does. */
    public CompletableFuture<Optional<SocketView>> findAsync(String id) {
        return transport.send(Call.get(path(id)), answer -> Optional.of(SocketView.of(answer)), Sockets::isUnknown);
    }

    private static Optional<Optional<SocketView>> isUnknown(Refusal refusal) {
        return refusal.code().equals(UNKNOWN) ? Optional.of(Optional.empty()) : Optional.empty();
    }

    /**
     * Puts a socket into a room. When this returns, each event that any node accepts for the room reaches it.
     *
     * @throws RefusedException with {@code unknown_socket} if there is none with this id
     */
    public Effect join(String id, String room) {
        return Waiting.on(joinAsync(id, room));
    }

    /** Puts as {@link #join} does. */
    public CompletableFuture<Effect> joinAsync(String id, String room) {
        return transport.send(Call.put(path(id, "rooms", room)), Effect::of);
    }

    /** Takes a socket out of a room; refused as {@link #join}. */
    public Effect leave(String id, String room) {
        return Waiting.on(leaveAsync(id, room));
    }

    /** Takes as {@link #leave} does. */
    public CompletableFuture<Effect> leaveAsync(String id, String room) {
        return transport.send(Call.delete(path(id, "rooms", room)), Effect::of);
    }

    /** Disconnects a socket from the namespace, so that a stock client does not come back by itself. */
    public Effect disconnect(String id) {
        return Waiting.on(disconnectAsync(id));
    }

    /** Disconnects as {@link #disconnect} does. */
    public CompletableFuture<Effect> disconnectAsync(String id) {
        return transport.send(Call.delete(path(id)), Effect::of);
    }

    /** Closes the whole connection that a socket has, with its sockets of other namespaces. */
    public Effect closeConnection(String id) {
        return Waiting.on(closeConnectionAsync(id));
    }

    /** Closes as {@link #closeConnection} does. */
    public CompletableFuture<Effect> closeConnectionAsync(String id) {
        return transport.send(
                Call.delete(Call.path(Map.of("namespace", namespace, "connection", "true"), "sockets", id)),
                Effect::of);
    }

    private String path(String id, String... more) {
        String[] segments = new String[2 + more.length];
        segments[0] = "sockets";
        segments[1] = id;
        System.arraycopy(more, 0, segments, 2, more.length);
        return Call.path(Map.of("namespace", namespace), segments);
    }
}
