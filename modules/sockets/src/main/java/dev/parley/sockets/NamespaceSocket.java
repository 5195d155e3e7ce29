package dev.parley.sockets;

import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.ClientRequest;
import dev.parley.sockets.engine.EngineSession;
import dev.parley.sockets.engine.RandomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client in one namespace. Confined to its connection's event loop.
 *
 * <p>It knows acks and which rooms it is in; what its events mean is its handler's business.
 */
final class NamespaceSocket implements ClientSocket {

    private static final Logger log = LoggerFactory.getLogger(NamespaceSocket.class);

    private final String id = RandomId.next();
    private final String namespace;
    private final @Nullable RawJson auth;
    private final Connection connection;
    private final SocketLoop loop;
    private final EngineSession session;
    private final PendingAcks acks;
    private final Set<Target> joined = new LinkedHashSet<>(4);

    private @Nullable SocketHandler handler;
    private boolean connected;
    private long delivery;

    NamespaceSocket(
            String namespace, @Nullable RawJson auth, Connection connection, SocketLoop loop, EngineSession session) {
        this.namespace = namespace;
        this.auth = auth;
        this.connection = connection;
        this.loop = loop;
        this.session = session;
        this.acks = new PendingAcks(id, loop.vertx());
    }

    // ---- Its life ----

    /** Admitted: becomes reachable, and is told so once all nodes know. */
    void connect(SocketHandler admitted) {
        handler = admitted;
        loop.rooms().add(this).onSuccess(known -> {
            if (handler == null) return;
            connected = true;
            send(new SocketPacket.Connect(namespace, sid()));
            guarded(admitted::connected);
        });
    }

    private RawJson sid() {
        return JsonWriter.build(w -> w.beginObject().name("sid").string(id).endObject());
    }

    /** Gone, for a reason that its connection knows. */
    void closed(DisconnectReason reason) {
        SocketHandler last = handler;
        boolean wasConnected = connected;
        handler = null;
        connected = false;
        acks.gone();
        if (last == null) return;
        loop.rooms().remove(this);
        if (wasConnected) guarded(() -> last.disconnected(reason));
    }

    // ---- From the client ----

    void event(SocketPacket.Event event) {
        List<RawJson> elements = event.args().elements();
        if (handler == null || elements.isEmpty()) return;
        SocketHandler current = handler;
        guarded(() -> current.event(new Received(event, elements)));
    }

    void ack(SocketPacket.Ack ack) {
        acks.answered(ack);
    }

    /** A handler's bug must not take the event loop, or another client, with it. */
    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException bug) {
            log.error("a handler of namespace {} failed", namespace, bug);
        }
    }

    private final class Received implements ClientEvent {

        private final SocketPacket.Event event;
        private final List<RawJson> elements;
        private boolean answered;

        Received(SocketPacket.Event event, List<RawJson> elements) {
            this.event = event;
            this.elements = elements;
        }

        @Override
        public String name() {
            RawJson name = elements.getFirst();
            return name.asString().orElseGet(name::toString);
        }

        @Override
        public List<RawJson> args() {
            return elements.subList(1, elements.size());
        }

        @Override
        public List<byte[]> attachments() {
            return event.attachments();
        }

        @Override
        public void ack(RawJson... answer) {
            Long ackId = event.ackId();
            if (ackId == null || answered || !connected) return;
            answered = true;
            send(new SocketPacket.Ack(namespace, ackId, array(answer), List.of()));
        }
    }

    // ---- To the client ----

    /** Whether this is the first time that it is asked in a delivery, so that a socket gets one copy. */
    boolean firstOf(long delivery) {
        if (this.delivery == delivery) return false;
        this.delivery = delivery;
        return true;
    }

    /** Whether the packet went out; one that may be dropped does not queue up for a slow client. */
    boolean deliver(EncodedPacket packet, boolean droppable) {
        if (droppable && !session.keepsUp()) return false;
        packet.sendTo(session);
        return true;
    }

    PendingAcks acks() {
        return acks;
    }

    @Override
    public void emit(String event, RawJson... args) {
        if (connected) send(new SocketPacket.Event(namespace, null, named(event, args), List.of()));
    }

    @Override
    public Future<List<RawJson>> ask(Duration within, String event, RawJson... args) {
        if (!connected) return Future.failedFuture(new AckTimeout("the client is gone"));
        long ackId = loop.ackIds().next();
        Future<List<RawJson>> answer = acks.expect(ackId, within);
        send(new SocketPacket.Event(namespace, ackId, named(event, args), List.of()));
        return answer;
    }

    private void send(SocketPacket packet) {
        EncodedPacket.of(packet).sendTo(session);
    }

    private static RawJson named(String event, RawJson... args) {
        return JsonWriter.build(w -> {
            w.beginArray().string(event);
            for (RawJson arg : args) w.raw(arg);
            w.endArray();
        });
    }

    private static RawJson array(RawJson... elements) {
        return JsonWriter.build(w -> {
            w.beginArray();
            for (RawJson element : elements) w.raw(element);
            w.endArray();
        });
    }

    // ---- What its profile sees ----

    @Override
    public String id() {
        return id;
    }

    @Override
    public String namespace() {
        return namespace;
    }

    @Override
    public Optional<RawJson> auth() {
        return Optional.ofNullable(auth);
    }

    @Override
    public ClientRequest request() {
        return connection.request();
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public Future<Void> join(Target target) {
        if (!connected) return Future.failedFuture(new IllegalStateException("not connected"));
        joined.add(target);
        return loop.rooms().join(this, target);
    }

    @Override
    public void leave(Target target) {
        if (joined.remove(target)) loop.rooms().leave(this, target);
    }

    @Override
    public Set<Target> joined() {
        return Collections.unmodifiableSet(joined);
    }

    @Override
    public void disconnect() {
        if (connected) connection.disconnect(this);
    }
}
