package dev.parley.sockets;

import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Command;
import dev.parley.bus.Identity;
import dev.parley.bus.NodeId;
import dev.parley.bus.Revocation;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Notice;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.ClientRequest;
import dev.parley.sockets.engine.RandomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
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

    private static final Admission.Refused NO_ROOM =
            Admission.refused("rooms_unavailable", "The rooms of this client cannot be joined at the moment.");

    private final String id = RandomId.next();
    private final AppNamespace namespace;
    private final @Nullable RawJson auth;
    private final Connection connection;
    private final SocketLoop loop;
    private final PendingAcks acks;
    private final EventGate gate;
    private final Activities activities;
    private final Instant since;
    private final Set<Target> joined = new LinkedHashSet<>(4);

    private @Nullable SocketHandler handler;
    private @Nullable LiveToken token;
    private @Nullable String user;
    private boolean connected;
    private long delivery;

    NamespaceSocket(AppNamespace namespace, @Nullable RawJson auth, Connection connection, SocketLoop loop) {
        this.namespace = namespace;
        this.auth = auth;
        this.connection = connection;
        this.loop = loop;
        this.acks = new PendingAcks(id, loop.vertx());
        this.gate = loop.safeguards().gate(connection.inflow());
        this.since = loop.clock().instant();
        this.activities = new Activities(this, loop.webhooks(), loop.clock());
    }

    // ---- Its life ----

    /** Admitted: becomes reachable, and is told so once all nodes know, and its backend's webhook is stored. */
    void connect(Admission.Admitted admitted) {
        handler = admitted.handler();
        Future<?> reachable = loop.rooms().add(this);
        if (admitted.identity().isPresent()) {
            Identity identity = admitted.identity().get();
            if (loop.revoked().cover(app(), identity)) {
                connection.turnAway(this, Admission.refused(LiveToken.REVOKED, LiveToken.REVOKED_TEXT));
                return;
            }
            reachable = Future.all(reachable, become(live(identity)));
        }
        Future<?> told = activities.connected();
        if (!told.isComplete()) reachable = Future.all(reachable, told);
        for (Target room : admitted.rooms()) reachable = Future.all(reachable, enter(room));
        reachable
                .onSuccess(known -> {
                    if (handler == null) return;
                    connected = true;
                    connection.welcome(this);
                    if (token != null) token.begin();
                    guarded(admitted.handler()::connected);
                })
                .onFailure(outside -> {
                    if (handler != null) connection.turnAway(this, NO_ROOM);
                });
    }

    /** From now on it is reached as this user too, for as long as the token holds. */
    private Future<Void> become(LiveToken own) {
        token = own;
        return enter(Target.user(own.identity().user()));
    }

    private LiveToken live(Identity identity) {
        return new LiveToken(loop.vertx(), loop.clock(), loop.tokenWarning(), this, identity);
    }

    /** Counts as one of a user's; false where the user has as many connections as there may be. */
    boolean belongsTo(String name) {
        if (!connection.users().take(name)) return false;
        user = name;
        return true;
    }

    /** Gone, for a reason that its connection knows. */
    void closed(DisconnectReason reason) {
        SocketHandler last = handler;
        boolean wasConnected = connected;
        handler = null;
        connected = false;
        if (token != null) token.stop();
        acks.gone();
        if (user != null) connection.users().give(user);
        user = null;
        if (last == null) return;
        loop.rooms().remove(this);
        activities.closed(reason.text());
        if (wasConnected) guarded(() -> last.disconnected(reason));
    }

    // ---- From the client ----

    void event(SocketPacket.Event event) {
        List<RawJson> elements = event.args().elements();
        if (handler == null) return;
        SocketHandler current = handler;
        EventRefusal refusal = gate.refusal(event, elements.isEmpty() ? RawJson.NULL : elements.getFirst());
        if (refusal != null) {
            if (!elements.isEmpty()) guarded(() -> current.refused(received(event, elements), refusal));
            connection.refused(refusal.limit());
        } else if (!elements.isEmpty()) {
            Limit near = gate.closeTo();
            if (near != null) emit(EventGate.WARNING, gate.warning(near));
            guarded(() -> current.event(received(event, elements)));
        }
    }

    private ReceivedEvent received(SocketPacket.Event event, List<RawJson> elements) {
        if (event.ackId() != null) connection.owed().owe();
        return new ReceivedEvent(this, event, elements);
    }

    void ack(SocketPacket.Ack ack) {
        acks.answered(ack);
    }

    /** A handler's bug must not take the event loop, or another client, with it. */
    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException bug) {
            log.error("a handler of namespace {} failed", namespace(), bug);
        }
    }

    // ---- From its backend ----

    /** Does what its backend wants; done when it is done, fails where that cannot be or the client is gone. */
    Future<?> obey(Command command) {
        if (handler == null) return Future.failedFuture(new IllegalStateException("the client is gone"));
        return switch (command) {
            case Command.Join join ->
                Future.join(join.rooms().stream().map(this::putIn).toList());
            case Command.Leave leave ->
                Future.join(leave.rooms().stream().map(this::takeOut).toList());
            case Command.Disconnect disconnect -> {
                putOut(disconnect.connection());
                yield Activities.DONE;
            }
        };
    }

    private Future<Void> putIn(String room) {
        Target target = Target.room(room);
        if (joined.contains(target)) return enter(target);
        long rooms = rooms().count();
        if (rooms >= limits().of(Limit.ROOMS_PER_SOCKET)) return Future.failedFuture(new TooManyRooms(app()));
        Future<Void> reachable = enter(target);
        if (reachable.failed()) return reachable;
        SocketHandler current = handler;
        if (current == null) return reachable;
        guarded(() -> current.entered(room));
        return reachable.onFailure(untold -> {
            if (handler != null && !joined.contains(target)) guarded(() -> current.removed(room));
        });
    }

    private Future<Void> takeOut(String room) {
        Target target = Target.room(room);
        SocketHandler current = handler;
        if (current == null || !joined.contains(target)) return Activities.DONE;
        Future<Void> told = leave(target);
        guarded(() -> current.removed(room));
        return told;
    }

    /** One that is not connected yet is told by its refusal. */
    private void putOut(boolean withItsConnection) {
        if (!connected) connection.turnAway(this, Admission.refused("disconnected", "The backend has put it out."));
        if (withItsConnection) connection.close();
        else disconnect();
    }

    private Stream<String> rooms() {
        return joined.stream()
                .filter(target -> target.kind() == Target.Kind.ROOM)
                .map(Target::name);
    }

    /** What backends are told of it when they ask. */
    SocketInfo info(NodeId node) {
        List<String> told = rooms().limit(SocketInfo.MAX_ROOMS).sorted().toList();
        return new SocketInfo(id, user(), node, connection.transport(), since, told);
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
        if (droppable && !connection.keepsUp()) return false;
        connection.send(packet);
        return true;
    }

    PendingAcks acks() {
        return acks;
    }

    @Override
    public void emit(String event, Payload payload) {
        permit(event);
        if (connected) connection.send(event(null, event, payload, false));
    }

    @Override
    public void emitVolatile(String event, Payload payload) {
        permit(event);
        if (connected && connection.keepsUp()) connection.send(event(null, event, payload, true));
    }

    @Override
    public Future<Payload> ask(Duration within, String event, Payload payload) {
        permit(event);
        if (!connected) return Future.failedFuture(new AckTimeout("the client is gone"));
        long ackId = loop.ackIds().next();
        Future<Payload> answer = acks.expect(ackId, event, within);
        connection.send(event(ackId, event, payload, false));
        return answer;
    }

    @Override
    public boolean answers(String question, Payload answer) {
        OptionalLong open = acks.oldest(question);
        open.ifPresent(
                id -> acks.answered(new SocketPacket.Ack(namespace(), id, answer.array(), answer.attachments())));
        return open.isPresent();
    }

    /** Answers an event of the client. */
    void answer(long ackId, Payload payload) {
        if (connected)
            connection.send(new SocketPacket.Ack(namespace(), ackId, payload.array(), payload.attachments()));
        connection.owed().paid();
    }

    private static void permit(String event) {
        if (SocketCodec.RESERVED_EVENTS.contains(event)) throw new IllegalArgumentException(event + " is reserved");
    }

    private EncodedPacket event(@Nullable Long ackId, String name, Payload payload, boolean isVolatile) {
        return EncodedPacket.of(
                new SocketPacket.Event(namespace(), ackId, payload.named(name), payload.attachments()),
                loop.namespaces().worthOfEvents(namespace(), isVolatile));
    }

    // ---- What its profile sees ----

    @Override
    public String id() {
        return id;
    }

    /** Another id that it can be reached by: the one that its client takes for its own, where that is not {@link #id}. */
    Optional<String> assumedId() {
        return connection.assumedId(namespace());
    }

    @Override
    public String namespace() {
        return namespace.name();
    }

    @Override
    public AppNamespace appNamespace() {
        return namespace;
    }

    /** An app that is gone takes its sockets along; until then they have the limits of the standard one. */
    @Override
    public Limits limits() {
        return loop.apps().find(app()).orElse(loop.apps().standard()).limits();
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.ofNullable(token).map(LiveToken::identity);
    }

    @Override
    public boolean renew(Identity identity) {
        if (!connected) return false;
        if (token == null) {
            if (!belongsTo(identity.user())) return false;
            LiveToken own = live(identity);
            var unused = become(own);
            own.begin();
        } else if (token.identity().user().equals(identity.user())) {
            token.renew(identity);
        } else {
            return false;
        }
        return true;
    }

    /** Somebody has made tokens worthless, and this socket may live by one of them. */
    void revoked(Revocation revocation) {
        if (token != null) token.revoked(revocation);
    }

    /** Says why, and goes. One that is not connected yet is told by its refusal. */
    void end(String code, String message) {
        if (connected) {
            emit(
                    "error",
                    JsonWriter.object(
                            w -> w.name("code").string(code).name("message").string(message)));
            disconnect();
        } else if (handler != null) {
            connection.turnAway(this, Admission.refused(code, message));
        }
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
        return enter(target);
    }

    private Future<Void> enter(Target target) {
        Future<Void> reachable = loop.rooms().join(this, target);
        if (reachable.failed()) return reachable;
        boolean again = !joined.add(target);
        if (target.kind() == Target.Kind.USER && !again) activities.belongsToUser();
        if (target.kind() != Target.Kind.ROOM) return reachable;
        Future<Void> told = activities.joined(target.name(), again);
        return told.succeeded() ? reachable : Future.all(reachable, told).mapEmpty();
    }

    @Override
    public Future<Void> leave(Target target) {
        return leave(target, "leave");
    }

    /**
     * @param reason why, for its backend
     */
    Future<Void> leave(Target target, String reason) {
        if (!joined.remove(target)) return Activities.DONE;
        loop.rooms().leave(this, target);
        return target.kind() == Target.Kind.ROOM ? activities.left(target.name(), reason) : Activities.DONE;
    }

    @Override
    public Future<Void> farewell(List<Notice> notices) {
        return activities.farewell(notices);
    }

    @Override
    public Set<Target> joined() {
        return Collections.unmodifiableSet(joined);
    }

    @Override
    public void disconnect() {
        if (connected) connection.disconnect(this);
    }

    @Override
    public void closeConnection() {
        if (connected) connection.close();
    }
}
