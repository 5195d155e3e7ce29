package dev.parley.profiles.channels;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A connected client that keeps what is emitted to it, which rooms it is in, and what is to be told when it goes. */
final class TestSocket implements ClientSocket {

    static final AppNamespace AT = new AppNamespace("default", "/");

    final Queue<String> emitted = new ConcurrentLinkedQueue<>();
    final Queue<List<Notice>> farewells = new ConcurrentLinkedQueue<>();
    final Set<Target> joined = ConcurrentHashMap.newKeySet();
    volatile boolean connected = true;

    /** Why joins fail, if they do. */
    volatile Optional<RuntimeException> fault = Optional.empty();

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
        return new Limits(Map.of(Limit.ROOM_LENGTH, 8, Limit.ROOMS_PER_SOCKET, 2));
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
        throw new UnsupportedOperationException();
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
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> farewell(List<Notice> notices) {
        farewells.add(notices);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> leave(Target target) {
        throw new UnsupportedOperationException();
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
