package dev.parley.profiles;

import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Identity;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Notice;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.Payload;
import dev.parley.sockets.engine.ClientRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A connected client: keeps what is emitted to it, which rooms it is in, and what is to be told when it goes. */
public final class TestSocket implements ClientSocket {

    public static final AppNamespace AT = new AppNamespace("default", "/");

    public final Queue<String> emitted = new ConcurrentLinkedQueue<>();
    public final Queue<List<Notice>> farewells = new ConcurrentLinkedQueue<>();
    public final AtomicInteger stateChanges = new AtomicInteger();
    public final MultiMap query = MultiMap.caseInsensitiveMultiMap();

    /** What it has joined, in this order. */
    public final Set<Target> joined = Collections.synchronizedSet(new LinkedHashSet<>());

    public volatile Optional<Identity> identity;
    public volatile boolean connected = true;

    /** Why it cannot join anything, if it cannot. */
    public volatile Optional<RuntimeException> fault = Optional.empty();

    /** When it can be reached by what it has joined. */
    public volatile Future<Void> reachable = Future.succeededFuture();

    /** When its backend knows that it has left. */
    public volatile Future<Void> told = Future.succeededFuture();

    private final Limits limits;

    private TestSocket(Optional<Identity> identity, Limits limits) {
        this.identity = identity;
        this.limits = limits;
    }

    /** Of a user who may do anything as often as can be. */
    public static TestSocket of(String user) {
        var identity = new Identity(user, Optional.empty(), Instant.EPOCH, Optional.empty(), RawJson.EMPTY_OBJECT);
        Map<Limit, Integer> most = Stream.of(Limit.values()).collect(Collectors.toMap(limit -> limit, Limit::most));
        return new TestSocket(Optional.of(identity), new Limits(most));
    }

    /** Of nobody in particular, with limits for its rooms. */
    public static TestSocket of(int roomLength, int rooms) {
        return new TestSocket(
                Optional.empty(), new Limits(Map.of(Limit.ROOM_LENGTH, roomLength, Limit.ROOMS_PER_SOCKET, rooms)));
    }

    @Override
    public String id() {
        return "s1";
    }

    @Override
    public String namespace() {
        return AT.name();
    }

    @Override
    public AppNamespace appNamespace() {
        return AT;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Optional<Identity> identity() {
        return identity;
    }

    @Override
    public void stateChanged() {
        stateChanges.incrementAndGet();
    }

    @Override
    public boolean renew(Identity other) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RawJson> auth() {
        return Optional.empty();
    }

    @Override
    public ClientRequest request() {
        return new ClientRequest(MultiMap.caseInsensitiveMultiMap(), query, "127.0.0.1");
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public void emit(String event, Payload payload) {
        emitted.add(event + " " + payload.arg(0));
    }

    @Override
    public void emitVolatile(String event, Payload payload) {
        emit(event, payload);
    }

    @Override
    public Future<Payload> ask(Duration within, String event, Payload payload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean answers(String question, Payload answer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> join(Target target) {
        if (fault.isPresent()) return Future.failedFuture(fault.get());
        joined.add(target);
        return reachable;
    }

    @Override
    public Future<Void> farewell(List<Notice> notices) {
        farewells.add(notices);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> leave(Target target) {
        joined.remove(target);
        return told;
    }

    @Override
    public Set<Target> joined() {
        return joined;
    }

    @Override
    public void disconnect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void closeConnection() {
        throw new UnsupportedOperationException();
    }
}
