package dev.parley.sockets;

import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.Identity;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.bus.Revocation;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.Stamp;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Notice;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.ClientRequest;
import dev.parley.sockets.engine.RandomId;
import dev.parley.sockets.recovery.Comeback;
import dev.parley.sockets.recovery.SavedSession;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    private final Instant since;
    private final Memberships memberships;
    private final @Nullable Continuity continuity;
    private final @Nullable Comeback back;

    private @Nullable Replay replay;
    private @Nullable SocketHandler handler;
    private @Nullable LiveToken token;
    private @Nullable String user;
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
        this.back = back;
        this.namespace = namespace;
        this.auth = auth;
        this.connection = connection;
        this.loop = loop;
        this.acks = new PendingAcks(id, loop.vertx());
        this.gate = loop.safeguards().gate(connection.inflow());
        this.since = back == null ? loop.clock().instant() : back.session().since();
        this.activities = new Activities(this, back == null ? id : RandomId.next(), loop.webhooks(), loop.clock());
        this.memberships = new Memberships(this, loop, activities);
        this.continuity =
                connection.recovers(namespace.name()) ? loop.recovery().continuity(this, back) : null;
        this.client = new ToClient(namespace.name(), connection, loop, acks, continuity != null);
        this.replay = back == null ? null : new Replay(back);
    }

    // ---- Its life ----

    /** Admitted: becomes reachable, and is told so once all nodes know, and its backend's webhook is stored. */
    void connect(Admission.Admitted admitted) {
        handler = admitted.handler();
        Future<?> reachable = back == null
                ? memberships.appear()
                : memberships.reappear(back.session().owed());
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
        if (back != null) reachable = Future.all(reachable, memberships.tellRooms());
        for (Target room : admitted.rooms()) reachable = Future.all(reachable, memberships.enter(room));
        if (continuity != null) reachable = reachable.compose(known -> changed());
        if (replay != null) {
            Replay missing = replay;
            reachable = reachable.compose(known -> loop.recovery().complete(loop, this, missing));
        }
        reachable.onSuccess(known -> arrive()).onFailure(this::stayOut);
    }

    private void arrive() {
        SocketHandler current = handler;
        if (current == null) return;
        connected = true;
        connection.welcome(this);
        if (replay != null && back != null) {
            List<EncodedPacket> missed = replay.events();
            missed.forEach(client::send);
            memberships.heard(replay.heard());
            replay = null;
            loop.recovery().metrics().recovered(missed.size());
            guarded(() -> current.recovered(back.session().state()));
        }
        if (token != null) token.begin();
        guarded(current::connected);
    }

    private void stayOut(Throwable outside) {
        if (handler == null) return;
        if (back == null) connection.turnAway(this, NO_ROOM);
        else connection.startOver(this, Discontinuity.of(outside));
    }

    /** Whether it goes on with the session of somebody else than the one who is admitted. */
    boolean isOfAnotherThan(Optional<Identity> admitted) {
        return back != null && !back.session().user().equals(admitted.map(Identity::user));
    }

    /** From now on it is reached as this user too, for as long as the token holds. */
    private Future<Void> become(LiveToken own) {
        token = own;
        return memberships.enter(Target.user(own.identity().user()));
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
        closed(reason, reason.isRecoverable());
    }

    /**
     * The same.
     *
     * @param returns whether its client may come back and go on
     */
    void closed(DisconnectReason reason, boolean returns) {
        if (continuity != null && (handler != null || !returns)) continuity.end(returns);
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
        if (replay != null) {
            boolean held = replay.hold(packet, droppable);
            if (!affords(replay))
                loop.context().runOnContext(tooMuch -> stayOut(new Discontinuity.Lost(Discontinuity.TOO_MUCH)));
            return held;
        }
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
            changed();
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

    // ---- Its client's return ----

    /** Something that its client is to find again has changed; done when that is kept. */
    Future<Void> changed() {
        return continuity == null ? Activities.DONE : continuity.changed();
    }

    /** What its client is to find again. */
    SavedSession saved() {
        return new SavedSession(
                namespace,
                id,
                loop.recovery().self(),
                identity().map(Identity::user),
                since,
                memberships.owed(),
                state());
    }

    /** Its handler knows nothing of what was before, until it is told. */
    private RawJson state() {
        if (back != null && !connected) return back.session().state();
        return handler == null ? RawJson.EMPTY_OBJECT : handler.state();
    }

    /** The secret by which its client can come back, if it can. */
    @Nullable
    String secret() {
        return continuity == null ? null : continuity.secret();
    }

    /** Its session is another socket's by now. */
    void superseded() {
        if (handler == null) return;
        if (connected) connection.letGo(this);
        else connection.startOver(this, Discontinuity.UNKNOWN);
    }

    /** As {@link Memberships#owed}. */
    Map<Target, Position> owed() {
        return memberships.owed();
    }

    /** Whether nobody waits for it any more. */
    boolean isGone() {
        return handler == null;
    }

    /** Whether its client may be sent all of that at once. */
    boolean affords(Replay waiting) {
        return connection.affords(waiting.packets(), waiting.bytes());
    }

    /** How many bytes may wait for its client. */
    long mostWaitingBytes() {
        return connection.mostWaitingBytes();
    }

    /** Whether an event that comes late is not older than what it joined, or what it has heard. */
    boolean isOwed(Audience audience, Stamp stamp) {
        return memberships.owe(audience, stamp);
    }

    /** It may have missed something that nobody can tell. */
    void breakContinuity() {
        if (continuity != null) continuity.forgo();
    }

    void renewSession() {
        if (continuity != null) continuity.renew();
    }

    /** Its client has come back elsewhere; done when nothing more of it is kept by this socket. */
    Future<Void> release(String secret) {
        if (continuity == null || !continuity.secret().equals(secret))
            return Future.failedFuture(new IllegalStateException("another session"));
        Future<Void> quiet = continuity.release();
        connection.letGo(this);
        return quiet;
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
