package dev.parley.sockets;

import dev.parley.apps.Limit;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.trail.SocketCard;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.ClientRequest;
import dev.parley.sockets.engine.CloseReason;
import dev.parley.sockets.engine.EngineHandler;
import dev.parley.sockets.engine.EngineSession;
import dev.parley.sockets.engine.WirePacket;
import dev.parley.sockets.observe.LoopTally;
import dev.parley.sockets.recovery.Claim;
import dev.parley.sockets.recovery.Comeback;
import io.vertx.core.AsyncResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's Socket.IO connection: which namespaces it is in, and which of them a packet is for. Confined to its
 * session's event loop.
 *
 * <p>It knows packets, and neither rooms nor tokens. A client that breaks the protocol loses the connection, as with the
 * reference server (Socket.IO protocol, revisions 5 and 4; outcomes by the reference).
 */
final class Connection implements EngineHandler {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private static final int TOLD_OF_HEADER = 256;

    private final SocketLoop loop;
    private final EngineSession session;
    private final ClientRequest request;
    private final String app;
    private final Dialect dialect;
    private final PacketReader reader;
    private final Inflow inflow;
    private final UserSeats users;
    private final OwedAcks owed;
    private final Map<String, NamespaceSocket> sockets = new HashMap<>(2);

    private long connectTimer = -1;

    Connection(SocketLoop loop, EngineSession session, ClientRequest request) {
        this.loop = loop;
        this.session = session;
        this.request = request;
        this.app = request.app().orElse(loop.apps().standard().id());
        this.dialect = Dialect.of(session.revision());
        this.reader = new PacketReader(loop.vertx(), loop.packets(), dialect, () -> fail("attachments are overdue"));
        this.inflow = loop.safeguards().inflow(app);
        this.users = loop.safeguards().users(app);
        this.owed = new OwedAcks(loop.vertx());
    }

    @Override
    public void opened() {
        LoopTally tally = loop.taps().tally();
        if (tally != null) tally.opened();
        connectTimer = loop.vertx().setTimer(loop.connectTimeout().toMillis(), late -> fail("in no namespace in time"));
        if (dialect.joinsRootAtOnce()) connect(new SocketPacket.Connect("/", null));
    }

    @Override
    public void text(byte[] bytes, int from, int end) {
        LoopTally tally = loop.taps().tally();
        if (tally != null) tally.received(end - from);
        if (affords(inflow.take(end - from))) take(reader.text(bytes, from, end));
    }

    @Override
    public void binary(byte[] data) {
        LoopTally tally = loop.taps().tally();
        if (tally != null) tally.received(data.length);
        if (affords(inflow.take(data.length))) take(reader.binary(data));
    }

    @Override
    public void dropped(List<WirePacket> events) {
        loop.safeguards().metrics().dropped(events.size(), app);
        for (WirePacket event : events) {
            if (!(event.memo() instanceof Asked asked)) continue;
            NamespaceSocket socket = sockets.get(asked.namespace());
            if (socket != null) socket.acks().lost(asked.ackId());
        }
    }

    @Override
    public void tooSlow() {
        loop.safeguards().metrics().disconnected(app);
    }

    @Override
    public void leaving(Runnable go) {
        owed.whenSettled(go);
    }

    /** What its sockets are known by is the same, and how they are reached is not. */
    @Override
    public void upgraded() {
        LoopTrail trail = loop.taps().trail();
        if (trail == null) return;
        for (NamespaceSocket socket : sockets.values()) if (socket.isConnected()) trail.updated(socket);
    }

    @Override
    public void closed(CloseReason reason) {
        LoopTally tally = loop.taps().tally();
        if (tally != null) tally.closed(DisconnectReason.of(reason).text());
        loop.vertx().cancelTimer(connectTimer);
        owed.stop();
        reader.stop();
        var all = List.copyOf(sockets.values());
        sockets.clear();
        for (NamespaceSocket socket : all) socket.closed(DisconnectReason.of(reason));
    }

    private void take(SocketCodec.Decoded decoded) {
        switch (decoded) {
            case SocketCodec.Packet whole -> receive(whole.packet());
            case SocketCodec.Awaiting head -> {}
            case SocketCodec.Ignored ignored -> {}
            case SocketCodec.Fault fault -> fail(fault.why());
        }
    }

    private void receive(SocketPacket packet) {
        NamespaceSocket socket = sockets.get(packet.namespace());
        switch (packet) {
            case SocketPacket.Connect connect when socket == null -> connect(connect);
            case SocketPacket.Connect again -> fail("connected already");
            case SocketPacket.ConnectError error -> fail("only a server refuses");
            case SocketPacket.Ack ack when socket == null -> {}
            case SocketPacket.Ack ack -> socket.ack(ack);
            case SocketPacket.Disconnect leave when socket != null -> leave(socket);
            case SocketPacket.Event event
            when socket != null && socket.isConnected() -> {
                loop.traffic().event();
                socket.event(event);
            }
            default -> fail("not connected to the namespace");
        }
    }

    private void connect(SocketPacket.Connect packet) {
        if (!affords(inflow.takeConnect())) return;
        Profile profile = loop.namespaces().profile(packet.namespace());
        if (profile == null) {
            send(dialect.unknown(packet.namespace()));
            return;
        }
        if (loop.apps().find(app).isEmpty()) {
            refuse(packet.namespace(), Admission.refused("unknown_app", "Unknown app"));
            return;
        }
        if (sockets.size() >= loop.maxNamespaces()) {
            refuse(packet.namespace(), Admission.refused("too_many_namespaces", "Too many namespaces"));
            return;
        }
        var at = new AppNamespace(app, packet.namespace());
        NamespaceSocket fresh = place(at, packet.data(), null);
        if (!recovers(packet.namespace())) {
            admit(fresh);
            return;
        }
        // Until its session is found, the client is in its place as somebody new.
        loop.recovery().find(at, Claim.in(packet.data())).onComplete(found -> {
            if (!fresh.equals(sockets.get(fresh.namespace()))) return;
            admit(found.result().map(back -> place(at, packet.data(), back)).orElse(fresh));
        });
    }

    private NamespaceSocket place(AppNamespace at, @Nullable RawJson auth, @Nullable Comeback back) {
        var socket = new NamespaceSocket(at, auth, this, loop, back);
        sockets.put(at.name(), socket);
        return socket;
    }

    private void admit(NamespaceSocket socket) {
        Profile profile = Objects.requireNonNull(loop.namespaces().profile(socket.namespace()));
        profile.connect(socket).onComplete(decision -> session.execute(() -> decided(socket, decision)));
    }

    private void decided(NamespaceSocket socket, AsyncResult<Admission> decision) {
        // The client may have left while the profile made up its mind.
        if (!socket.equals(sockets.get(socket.namespace()))) return;
        if (decision.failed()) {
            log.error("the profile of namespace {} failed", socket.namespace(), decision.cause());
            sockets.remove(socket.namespace());
            refuse(socket.namespace(), Admission.refused("internal_error", "Internal error"));
            return;
        }
        switch (decision.result()) {
            case Admission.Admitted admitted
            when socket.resumption().isOfAnotherThan(admitted.identity()) ->
                startOver(socket, Discontinuity.ANOTHER_USER);
            case Admission.Admitted admitted
            when admitted.identity().isPresent()
                    && !socket.authentication()
                            .takeSeat(admitted.identity().get().user()) -> {
                sockets.remove(socket.namespace());
                refuse(
                        socket.namespace(),
                        Admission.refused("too_many_connections", "The user has as many connections as there may be"));
            }
            case Admission.Admitted admitted -> {
                session.joined();
                loop.vertx().cancelTimer(connectTimer);
                socket.connect(admitted);
            }
            case Admission.Refused refused -> {
                sockets.remove(socket.namespace());
                refuse(socket.namespace(), refused);
            }
        }
    }

    /** A client that wished to go on with its session begins a new one, and nothing is left of the old one. */
    void startOver(NamespaceSocket socket, Discontinuity why) {
        loop.recovery().metrics().fresh(why);
        socket.closed(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        admit(place(socket.appNamespace(), socket.auth().orElse(null), null));
    }

    /** A socket whose client has come back elsewhere goes without a word; so does the connection if that was its last. */
    void letGo(NamespaceSocket socket) {
        if (!sockets.remove(socket.namespace(), socket)) return;
        socket.closed(DisconnectReason.TRANSPORT_CLOSE);
        if (sockets.isEmpty()) session.close(CloseReason.TRANSPORT_CLOSE);
    }

    /** Refuses a socket that was admitted, before it has been welcomed. */
    void turnAway(NamespaceSocket socket, Admission.Refused refused) {
        sockets.remove(socket.namespace());
        socket.closed(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        refuse(socket.namespace(), refused);
    }

    private void refuse(String namespace, Admission.Refused refused) {
        send(dialect.refused(namespace, refused.message(), refused.data()));
    }

    private void leave(NamespaceSocket socket) {
        sockets.remove(socket.namespace());
        socket.closed(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
    }

    /** Puts a socket out of its namespace; the connection stays for its others. */
    void disconnect(NamespaceSocket socket) {
        sockets.remove(socket.namespace());
        send(new SocketPacket.Disconnect(socket.namespace()));
        socket.closed(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
    }

    /** Puts the client out of all its namespaces, and ends the connection. */
    void close() {
        for (NamespaceSocket socket : List.copyOf(sockets.values())) socket.disconnect();
        session.close(CloseReason.FORCED_CLOSE);
    }

    // ---- Limits ----

    private boolean affords(@Nullable Limit exhausted) {
        if (exhausted != null) expel(exhausted);
        return exhausted == null;
    }

    /** An event was refused for a limit. */
    void refused(Limit limit) {
        loop.safeguards().metrics().limited(limit.key(), app);
        if (inflow.refusedOnceTooOften()) expel(limit);
    }

    /** Ends the connection of a client that does not stop. It may come back by itself, as slowly as clients do. */
    private void expel(Limit limit) {
        loop.safeguards().metrics().limited("abuse", app);
        log.debug("closing a connection for {}", limit.key());
        var all = List.copyOf(sockets.values());
        sockets.clear();
        for (NamespaceSocket socket : all) socket.emit("error", Inflow.ERROR);
        for (NamespaceSocket socket : all) socket.closed(DisconnectReason.FORCED_CLOSE, false);
        session.expel();
    }

    // ---- What its sockets need of it ----

    OwedAcks owed() {
        return owed;
    }

    UserSeats users() {
        return users;
    }

    Inflow inflow() {
        return inflow;
    }

    ClientRequest request() {
        return request;
    }

    /** As {@link EngineSession#transport}. */
    String transport() {
        return session.transport();
    }

    /**
     * What those who watch are told of the client. It is known to them by a digest: the session's own id is its client's secret.
     *
     * @param since when the socket connected
     */
    SocketCard card(Instant since, List<String> rooms) {
        return new SocketCard(
                session.alias(),
                session.transport(),
                session.revision().eio(),
                request.address(),
                header("Origin"),
                header("User-Agent"),
                since,
                rooms);
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name))
                .map(value -> value.length() > TOLD_OF_HEADER ? value.substring(0, TOLD_OF_HEADER) : value);
    }

    /** Tells a socket's client that it is connected. */
    void welcome(NamespaceSocket socket) {
        send(dialect.connected(
                socket.namespace(), socket.id(), socket.resumption().secret()));
    }

    /** Whether its client, cut off from a namespace, can come back for what it misses. */
    boolean recovers(String namespace) {
        return dialect.recovers() && loop.namespaces().recover(namespace);
    }

    /** Whether the client may be sent so much at once. */
    boolean affords(int packets, long bytes) {
        return session.affords(packets, bytes);
    }

    /** As {@link EngineSession#mostWaitingBytes}. */
    long mostWaitingBytes() {
        return session.mostWaitingBytes();
    }

    /** The id that a socket's client takes for its own without being told. */
    Optional<String> assumedId(String namespace) {
        return dialect.assumedId(namespace, session.sid());
    }

    void send(SocketPacket packet) {
        send(EncodedPacket.of(packet), false);
    }

    /**
     * @param offset whether the client remembers how far it has come
     */
    void send(EncodedPacket packet, boolean offset) {
        PacketFormat format = reader.format();
        List<WirePacket> packets = offset ? packet.withOffsetIn(format) : packet.in(format);
        LoopTally tally = loop.taps().tally();
        if (tally != null) for (WirePacket each : packets) tally.sent(each.length());
        session.send(packets);
    }

    /** Whether a packet that may be dropped need not be. */
    boolean keepsUp() {
        return session.keepsUp();
    }

    private void fail(String why) {
        log.debug("closing a connection: {}", why);
        session.close(CloseReason.FORCED_CLOSE);
    }
}
