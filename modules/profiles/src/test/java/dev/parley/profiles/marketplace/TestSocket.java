package dev.parley.profiles.marketplace;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A connected client: keeps what is emitted to it and which rooms it is in. It may be in four, of 16 characters each. */
final class TestSocket implements ClientSocket {

    static final AppNamespace AT = new AppNamespace("default", "/");

    final Queue<String> emitted = new ConcurrentLinkedQueue<>();
    final MultiMap query = MultiMap.caseInsensitiveMultiMap();
    volatile boolean connected = true;
    volatile Future<Void> reachable = Future.succeededFuture();
    /** What it has joined, in this order. */
    final Set<Target> joined = new LinkedHashSet<>();

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
        return new Limits(Map.of(Limit.ROOM_LENGTH, 16, Limit.ROOMS_PER_SOCKET, 4));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.empty();
    }

    @Override
    public void stateChanged() {}

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
        joined.add(target);
        return reachable;
    }

    @Override
    public Future<Void> farewell(List<Notice> notices) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> leave(Target target) {
        joined.remove(target);
        return Future.succeededFuture();
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
