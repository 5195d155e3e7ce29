package dev.parley.client;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A Parley server or cluster, as an application's backend speaks with it. Immutable, and safe on every thread: one is enough
 * for a program.
 *
 * {@snippet file="EmitExample.java" region="connect"}
 *
 * <p>Nothing is sent before the first call. Calls throw a {@link ParleyException}, and {@link IllegalArgumentException} for
 * what could never be sent. What fails on the way, and what is refused for the moment only (429, 502, 503, 504), is tried
 * again after growing pauses, until an answer stands or the time for the call is up; {@link ParleyBuilder} has the numbers.
 */
public final class Parley implements AutoCloseable {

    private final Transport transport;
    private final String namespace;
    private final Clock clock;
    private final Optional<HttpClient> own;

    /**
     * A server that has not been called yet.
     *
     * @param own what {@link #close} is to close
     */
    Parley(Transport transport, String namespace, Clock clock, Optional<HttpClient> own) {
        this.transport = transport;
        this.namespace = namespace;
        this.clock = clock;
        this.own = own;
    }

    /**
     * A server with the usual settings.
     *
     * @param url of any node, or of what balances their load, such as {@code https://parley.example}
     * @param apiKey of an app, with the scopes of what it is to open
     */
    public static Parley connect(String url, String apiKey) {
        return builder(url, apiKey).build();
    }

    /** A server with settings of one's own. */
    public static ParleyBuilder builder(String url, String apiKey) {
        return new ParleyBuilder(url, apiKey);
    }

    /** The same server, speaking of another namespace than {@code /}. It is closed with this one. */
    public Parley namespace(String name) {
        return new Parley(transport, name, clock, own);
    }

    /** Emits to whoever is in one of these rooms. */
    public Emitter to(String... rooms) {
        return everyone().room(rooms);
    }

    /** Emits to these users, on all their devices. */
    public Emitter toUser(String... users) {
        return everyone().user(users);
    }

    /** Emits to everybody in the namespace, unless rooms or users are named. */
    public Emitter everyone() {
        return new Emitter(transport, Audience.everyone(namespace), Optional.empty());
    }

    /** Begins a batch of events, which are emitted by one request. */
    public Batch batch() {
        return new Batch(transport);
    }

    /** The rooms of the namespace. */
    public Rooms rooms() {
        return new Rooms(transport, namespace);
    }

    /** The sockets of the namespace. */
    public Sockets sockets() {
        return new Sockets(transport, namespace);
    }

    /** The users who are connected to the namespace. */
    public Users users() {
        return new Users(transport, namespace);
    }

    /** Tokens of users. */
    public Tokens tokens() {
        return new Tokens(transport);
    }

    /** Events of a marketplace: services, bookings and payments. */
    public Marketplace marketplace() {
        return new Marketplace(everyone(), clock, Optional.empty());
    }

    /** The node that answers, and its cluster. */
    public ServerInfo server() {
        return Waiting.on(serverAsync());
    }

    /** The node that answers, and its cluster. */
    public CompletableFuture<ServerInfo> serverAsync() {
        return transport.send(Call.get("/server"), ServerInfo::of);
    }

    /** Waits for the calls that are under way, and closes the connections. An {@link HttpClient} of the caller stays open. */
    @Override
    public void close() {
        own.ifPresent(HttpClient::close);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Parley[" + transport.base() + ", namespace=" + namespace + "]";
    }
}
