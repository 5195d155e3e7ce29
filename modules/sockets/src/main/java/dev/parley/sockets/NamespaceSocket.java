package dev.parley.sockets;

import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.Identity;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.Stamp;
import dev.parley.bus.Target;
import dev.parley.bus.trail.SocketCard;
import dev.parley.bus.webhooks.Notice;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.ClientRequest;
import dev.parley.sockets.engine.RandomId;
import dev.parley.sockets.recovery.Comeback;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
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

    private final String id;
    private final AppNamespace namespace;
    private final @Nullable RawJson auth;
    private final Connection connection;
    private final SocketLoop loop;
    private final PendingAcks acks;
    private final ToClient client;
    private final EventGate gate;
    private final Activities activities;
    private final Memberships memberships;
    private final Authentication authentication;
    private final Resumption resumption;

    private @Nullable SocketHandler handler;
    private boolean connected;
    private long delivery;

    /**
     * @param back whose session it goes on with, if it does
     */
    NamespaceSocket(
            AppNamespace namespace,
            @Nullable RawJson auth,
            Connection connection,
            SocketLoop loop,
            @Nullable Comeback back) {
        this.id = back == null ? RandomId.next() : back.session().id();
        this.namespace = namespace;
        this.auth = auth;
        this.connection = connection;
        this.loop = loop;
        this.acks = new PendingAcks(id, loop.vertx());
        this.gate = loop.safeguards().gate(connection.inflow());
        String life = back == null ? id : back.session().life();
        this.activities = new Activities(this, life, loop.webhooks(), loop.clock());
        this.memberships = new Memberships(this, loop, activities);
        this.authentication = new Authentication(this, loop, connection.users(), memberships);
        this.resumption = new Resumption(this, connection, loop, memberships, back);
        this.client = new ToClient(this, connection, loop, acks, resumption.isPossible());
    }

    // ---- Its life ----

    /** Admitted: becomes reachable, and is told so once all nodes know, and its backend's webhook is stored. */
    void connect(Admission.Admitted admitted) {
        handler = admitted.handler();
        Future<?> reachable = resumption.appear();
        if (admitted.identity().isPresent()) {
            Identity identity = admitted.identity().get();
            if (loop.revoked().cover(app(), identity)) {
                connection.turnAway(this, Admission.refused(LiveToken.REVOKED, LiveToken.REVOKED_TEXT));
                return;
            }
            reachable = Future.all(reachable, authentication.become(identity));
        }
        Future<?> told = activities.connected();
        if (!told.isComplete()) reachable = Future.all(reachable, told);
        if (resumption.isComeback()) reachable = Future.all(reachable, memberships.tellRooms());
        for (Target room : admitted.rooms()) reachable = Future.all(reachable, memberships.enter(room));
        reachable
                .compose(known -> resumption.complete())
                .onSuccess(known -> arrive())
                .onFailure(this::stayOut);
    }

    private void arrive() {
        SocketHandler current = handler;
        if (current == null) return;
        connected = true;
        connection.welcome(this);
        LoopTrail trail = loop.taps().trail();
        if (trail != null) trail.connected(this);
        resumption.replay(client).ifPresent(state -> guarded(() -> current.recovered(state)));
        authentication.begin();
        guarded(current::connected);
    }

    private void stayOut(Throwable outside) {
        if (resumption.isComeback()) resumption.startOver(Discontinuity.of(outside));
        else stayOut();
    }

    /** Refused, as long as it is not connected, because it cannot be in its rooms. */
    void stayOut() {
        if (handler != null && !connected) connection.turnAway(this, NO_ROOM);
    }

    /** Gone, for a reason that its connection knows. */
    void closed(DisconnectReason reason) {
        closed(reason, reason.isRecoverable());
    }

    /**
     * The same.
     *
     * @param returns whether its client may come back and go on
     */
    void closed(DisconnectReason reason, boolean returns) {
        LoopTrail trail = loop.taps().trail();
        if (trail != null && connected) {
            trail.disconnected(this, reason, memberships.rooms().toList());
        }
        if (handler != null || !returns) resumption.end(returns);
        SocketHandler last = handler;
        boolean wasConnected = connected;
        handler = null;
        connected = false;
        authentication.end();
        acks.gone();
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
        LoopTrail trail = loop.taps().trail();
        if (trail != null && !elements.isEmpty()) trail.received(this, event, refusal);
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
        LoopTrail trail = loop.taps().trail();
        if (trail != null) trail.answered(this, ack);
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
        return new SocketOrders(this, memberships).obey(command);
    }

    /** Something that its handler is to know, while it has one. */
    void handled(Consumer<SocketHandler> what) {
        SocketHandler current = handler;
        if (current != null) guarded(() -> what.accept(current));
    }

    /** One that is not connected yet is told by its refusal. */
    void putOut(boolean withItsConnection) {
        if (!connected) connection.turnAway(this, Admission.refused("disconnected", "The backend has put it out."));
        if (withItsConnection) connection.close();
        else disconnect();
    }

    /** What backends are told of it when they ask. */
    SocketInfo info(NodeId node) {
        List<String> told =
                memberships.rooms().limit(SocketInfo.MAX_ROOMS).sorted().toList();
        return new SocketInfo(id, user(), node, connection.transport(), resumption.since(), told);
    }

    // ---- For those who watch ----

    /** What they are told of it first. */
    SocketCard card() {
        List<String> told =
                memberships.rooms().limit(SocketInfo.MAX_ROOMS).sorted().toList();
        return connection.card(resumption.since(), told);
    }

    /** Whether it is how an operator watches others: nobody is told of what it says. */
    boolean isOperators() {
        return loop.namespaces().areOperators(namespace());
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
        if (!connected) return resumption.hold(packet, droppable);
        if (droppable && !connection.keepsUp()) return false;
        client.send(packet);
        return true;
    }

    PendingAcks acks() {
        return acks;
    }

    @Override
    public void emit(String event, Payload payload) {
        ToClient.permit(event);
        if (connected) client.emit(event, payload);
    }

    @Override
    public void emitVolatile(String event, Payload payload) {
        ToClient.permit(event);
        if (connected) client.emitVolatile(event, payload);
    }

    @Override
    public Future<Payload> ask(Duration within, String event, Payload payload) {
        ToClient.permit(event);
        return connected
                ? client.ask(within, event, payload)
                : Future.failedFuture(new AckTimeout("the client is gone"));
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
        if (connected) client.answer(ackId, payload);
        connection.owed().paid();
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
        return authentication.identity();
    }

    @Override
    public void stateChanged() {
        if (!connected) return;
        var unused = resumption.changed();
    }

    @Override
    public boolean renew(Identity identity) {
        return connected && authentication.renew(identity);
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
        return memberships.enter(target);
    }

    @Override
    public Future<Void> leave(Target target) {
        return memberships.leave(target, "leave");
    }

    /**
     * @param reason why, for its backend
     */
    Future<Void> leave(Target target, String reason) {
        return memberships.leave(target, reason);
    }

    @Override
    public Future<Void> farewell(List<Notice> notices) {
        return activities.farewell(notices);
    }

    @Override
    public Set<Target> joined() {
        return memberships.joined();
    }

    // ---- Who its client is, and whether it comes back ----

    Authentication authentication() {
        return authentication;
    }

    Resumption resumption() {
        return resumption;
    }

    /** Whether it has gone, or been replaced. */
    boolean isGone() {
        return handler == null;
    }

    /** What its handler is to know again: an object. */
    RawJson state() {
        return handler == null ? RawJson.EMPTY_OBJECT : handler.state();
    }

    /** Whether an event that comes late is not older than what it joined, or what it has heard. */
    boolean isOwed(Audience audience, Stamp stamp) {
        return memberships.owe(audience, stamp);
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
