package dev.parley.sockets.engine;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.engine.Handshake;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One client's session: its transport, its heartbeat and what waits to be sent. Confined to the event loop of its {@link
 * EngineLoop}; from elsewhere it is reached by {@link #execute}.
 *
 * <p>It knows Engine.IO packets, and nothing of what the messages mean.
 */
public final class EngineSession {

    private static final WirePacket PING = WirePacket.of(new EnginePacket.Ping(false));
    private static final WirePacket PONG = WirePacket.of(new EnginePacket.Pong(false));
    private static final WirePacket NOOP = WirePacket.of(new EnginePacket.Noop());
    private static final WirePacket CLOSE = WirePacket.of(new EnginePacket.Close());
    private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final int DROPPABLE_BACKLOG = 64 * 1024;

    private enum State {
        OPEN,
        /** Over for the layer above, but the client has yet to take the last packets. */
        LINGERING,
        CLOSED
    }

    private final String sid;
    private final SessionFormat format;
    private final EngineLoop loop;
    private final EngineHandler handler;
    private final Gate.Ticket ticket;
    private final Heartbeat heartbeat;
    private final OutboundQueue queue = new OutboundQueue();

    private State state = State.OPEN;
    private Transport transport;
    private @Nullable Upgrade upgrade;
    private boolean unflushed;
    private boolean tooSlow;

    /** Bytes that waited when something was handed over last. */
    private int behind;

    private EngineSession(EngineLoop loop, Opening opening, Transport transport) {
        this.sid = opening.sid();
        this.format = opening.format();
        this.loop = loop;
        this.ticket = opening.ticket();
        this.transport = transport;
        Runnable dead = () -> close(CloseReason.PING_TIMEOUT);
        this.heartbeat = switch (format.revision()) {
            case FOUR -> new ServerHeartbeat(loop.vertx(), loop.config(), () -> send(PING), dead);
            case THREE -> new ClientHeartbeat(loop.vertx(), loop.config(), () -> send(PONG), dead);
        };
        this.handler = opening.layer().handler(this, opening.request());
    }

    /** What a session begins with.
     *
     * @param sid nobody else's, now or later
     * @param layer what stands above it
     * @param request which asks for it
     * @param ticket by which it was let in
     */
    record Opening(String sid, SessionFormat format, EngineLayer layer, ClientRequest request, Gate.Ticket ticket) {}

    /** Opens a session by a first poll, which is answered with the handshake alone. */
    static void open(EngineLoop loop, Opening opening, PollExchange first) {
        var polling = new PollingTransport(opening.format(), loop.config().maxPayload());
        var session = new EngineSession(loop, opening, polling);
        polling.hold(first);
        session.start(loop.config().transports().contains("websocket") ? List.of("websocket") : List.of());
    }

    /** Opens a session on a WebSocket. */
    static void open(EngineLoop loop, Opening opening, WebSocketLink link) {
        var session = new EngineSession(loop, opening, new WebSocketTransport(link, opening.format()));
        link.receiver(session.new Inbound());
        session.start(List.of());
    }

    private void start(List<String> upgrades) {
        EngineConfig config = loop.config();
        var handshake = new Handshake(
                sid,
                upgrades,
                config.pingInterval().toMillis(),
                config.pingTimeout().toMillis(),
                config.maxPayload());
        queue.add(WirePacket.of(new EnginePacket.Open(handshake.toJson())));
        pass();
        loop.sessions().add(this);
        heartbeat.start();
        handler.opened();
    }

    /** The engine's own id: a secret between this client and the server, never to be logged or shown to others. */
    public String sid() {
        return sid;
    }

    /** What the session may be called before others: the same all the time, and of no use to whoever wants to take it over. */
    public String alias() {
        return SessionIds.alias(sid);
    }

    public Revision revision() {
        return format.revision();
    }

    /** The name of the transport of the moment, as Engine.IO has it. */
    public String transport() {
        return polls() ? "polling" : "websocket";
    }

    boolean polls() {
        return transport instanceof PollingTransport;
    }

    /** The client has found its way into a namespace. */
    public void joined() {
        ticket.joined();
    }

    SessionFormat format() {
        return format;
    }

    EngineLoop loop() {
        return loop;
    }

    /** Runs on this session's event loop. The only method that may be called from another thread. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    // ---- To the client ----

    /**
     * Sends a packet when this turn of the event loop is over. Nothing happens after the session has ended. A client that
     * lets too much wait is given up when the turn is over, so that a sender may walk its recipients undisturbed.
     */
    public void send(WirePacket packet) {
        if (state != State.OPEN || tooSlow) return;
        queue.add(packet);
        queued();
    }

    /** Sends the packets of one event, which leave together or not at all; else as {@link #send(WirePacket)}. */
    public void send(List<WirePacket> event) {
        if (state != State.OPEN || tooSlow) return;
        for (WirePacket packet : event) queue.add(packet);
        queued();
    }

    private void queued() {
        EngineConfig config = loop.config();
        if (queue.exceeds(config.outboundBytes(), config.outboundPackets())) {
            pass();
            if (queue.exceeds(config.outboundBytes(), config.outboundPackets())) makeRoom(config);
        }
        if (!unflushed && !tooSlow) {
            unflushed = true;
            loop.flushLater(this);
        }
    }

    /** Told later, like the end: whoever sends may be walking the recipients. */
    private void makeRoom(EngineConfig config) {
        OutboundQueue.Room room = queue.makeRoom(config.outboundBytes(), config.outboundPackets());
        if (!room.dropped().isEmpty()) loop.later(() -> handler.dropped(room.dropped()));
        if (room.enough()) return;
        tooSlow = true;
        queue.clear();
        handler.tooSlow();
        loop.later(() -> close(CloseReason.TRANSPORT_ERROR));
    }

    /** Whether a packet that may be dropped should rather be sent: it would leave now, not wait for a slow client. */
    public boolean keepsUp() {
        return state == State.OPEN && transport.writable() && queue.bytes() < DROPPABLE_BACKLOG;
    }

    /** Whether so much may wait for the client at once, beside what waits now. */
    public boolean affords(int packets, long bytes) {
        EngineConfig config = loop.config();
        return queue.bytes() + bytes <= config.outboundBytes() && packets <= config.outboundPackets();
    }

    /** How many bytes may wait for the client. */
    public int mostWaitingBytes() {
        return loop.config().outboundBytes();
    }

    void flush() {
        unflushed = false;
        if (state == State.OPEN) pass();
    }

    /** Hands over what the client can take now. */
    private void pass() {
        int before = queue.bytes();
        transport.flush(queue);
        passed(before);
    }

    private void passed(int before) {
        int left = queue.bytes();
        loop.traffic().sent(before - left, left - behind);
        behind = left;
    }

    /** Ends the session. What was sent before still goes out if the server ends it, and is dropped if the client is lost. */
    public void close(CloseReason reason) {
        if (state != State.OPEN) return;
        heartbeat.stop();
        if (reason == CloseReason.FORCED_CLOSE || reason == CloseReason.SERVER_SHUTTING_DOWN) {
            finish(reason);
        } else {
            transport.close(reason);
            end();
        }
        handler.closed(reason);
    }

    /** Ends the session once its client has what it waits for. */
    void release(CloseReason reason) {
        if (state == State.OPEN) handler.leaving(() -> close(reason));
    }

    /** Ends the session of a client that sends too much, and reads no more of that. */
    public void expel() {
        if (state != State.OPEN) return;
        transport.deafen();
        close(CloseReason.FORCED_CLOSE);
    }

    /** Ends the session once all that was sent before has left, within reason. */
    private void finish(CloseReason reason) {
        state = State.LINGERING;
        switch (transport) {
            case PollingTransport polling -> {
                queue.add(CLOSE);
                pass();
                if (queue.isEmpty()) end();
            }
            case WebSocketTransport webSocket -> new Farewell(webSocket, queue, reason, this::end).begin();
        }
        if (state == State.LINGERING) loop.vertx().setTimer(LINGER_MILLIS, late -> giveUp(reason));
    }

    private void giveUp(CloseReason reason) {
        if (state != State.LINGERING) return;
        transport.close(reason);
        end();
    }

    private void end() {
        if (state == State.CLOSED) return;
        state = State.CLOSED;
        if (upgrade != null) upgrade.abandon();
        upgrade = null;
        queue.clear();
        passed(0);
        loop.sessions().remove(this);
        ticket.left();
    }

    // ---- From the client ----

    private void receive(EnginePacket packet) {
        switch (packet) {
            case EnginePacket.Message message -> handler.text(message.bytes(), message.from(), message.end());
            case EnginePacket.Binary binary -> handler.binary(binary.data());
            case EnginePacket.Close close -> close(CloseReason.TRANSPORT_CLOSE);
            case EnginePacket.Ping ping -> inDirection(heartbeat.ping());
            case EnginePacket.Pong pong -> inDirection(heartbeat.pong());
            case EnginePacket.Open ignored -> {}
            case EnginePacket.Upgrade ignored -> {}
            case EnginePacket.Noop ignored -> {}
        }
    }

    /** One side pings and the other answers; which is which depends on the revision. */
    private void inDirection(boolean right) {
        if (!right) close(CloseReason.TRANSPORT_ERROR);
    }

    /** The transport, if a polling request of that revision may use it; else the request is refused. */
    private @Nullable PollingTransport polling(PollExchange exchange, @Nullable Revision revision) {
        if (state == State.CLOSED) {
            exchange.answer(PollReply.of(EngineError.SESSION_UNKNOWN));
        } else if (revision == format.revision() && transport instanceof PollingTransport polling) {
            return polling;
        } else {
            exchange.answer(PollReply.of(EngineError.BAD_REQUEST));
        }
        return null;
    }

    /** A GET: answered at once if something waits, else held. */
    void poll(PollExchange poll, @Nullable Revision revision) {
        PollingTransport polling = polling(poll, revision);
        if (polling == null) return;
        if (polling.holds()) {
            close(CloseReason.TRANSPORT_ERROR);
            poll.answer(PollReply.REFUSED);
        } else {
            polling.hold(poll);
            pass();
            if (state == State.LINGERING && queue.isEmpty()) end();
        }
    }

    /** Answers a GET that is held, if there is one: the node that it came to goes, and the client is to come to another. */
    void releasePoll() {
        if (transport instanceof PollingTransport polling && polling.holds()) send(NOOP);
    }

    /** The client went away while its GET was held, or before the answer reached it. */
    void pollAborted(PollExchange poll) {
        if (transport instanceof PollingTransport polling && polling.forget(poll)) close(CloseReason.TRANSPORT_ERROR);
    }

    /** A POST whose body is about to be read. */
    void postBegins(PollExchange begun, @Nullable Revision revision) {
        PollingTransport polling = polling(begun, revision);
        if (polling == null || polling.begin(begun)) return;
        begun.answer(PollReply.REFUSED);
        close(CloseReason.TRANSPORT_ERROR);
    }

    /** Its body is here. */
    void postEnds(PollExchange ended, String contentType, byte[] body) {
        if (!(transport instanceof PollingTransport polling)) {
            ended.answer(PollReply.of(EngineError.BAD_REQUEST));
            return;
        }
        if (!polling.end(ended)) return;
        loop.traffic().received(body.length);
        Optional<EngineCodec.Payload> posted = format.posted(contentType, body);
        if (posted.isEmpty()) {
            ended.answer(PollReply.REFUSED);
            close(CloseReason.TRANSPORT_ERROR);
            return;
        }
        for (EnginePacket packet : posted.get().packets()) {
            if (state == State.OPEN) receive(packet);
        }
        if (posted.get().fault() != null) close(CloseReason.PARSE_ERROR);
        ended.answer(PollReply.OK);
    }

    /** Its body was refused for its size; the session goes on. */
    void postRefused(PollExchange refused) {
        if (transport instanceof PollingTransport polling) polling.end(refused);
    }

    /** The client went away while its body was read. */
    void postAborted(PollExchange aborted) {
        if (transport instanceof PollingTransport polling && polling.end(aborted)) close(CloseReason.TRANSPORT_ERROR);
    }

    /** Requests are gone without a word, which ends the session if one of them is its own. */
    void lost(Predicate<PollExchange> which) {
        if (transport instanceof PollingTransport polling && polling.drop(which)) close(CloseReason.TRANSPORT_ERROR);
    }

    /** A WebSocket that wants to take this session over. */
    void upgrade(WebSocketLink candidate) {
        if (state != State.OPEN || upgrade != null || !(transport instanceof PollingTransport polling)) {
            candidate.close();
        } else {
            upgrade = new Upgrade(loop, this, polling, candidate);
        }
    }

    /** The client polls no more: from now on everything goes over the WebSocket, be it a farewell. */
    void upgraded(WebSocketLink link) {
        upgrade = null;
        ((PollingTransport) transport).release();
        var webSocket = new WebSocketTransport(link, format);
        transport = webSocket;
        loop.sessions().upgraded();
        if (state == State.LINGERING) {
            new Farewell(webSocket, queue, CloseReason.FORCED_CLOSE, this::end).begin();
        } else {
            link.receiver(new Inbound());
            pass();
            handler.upgraded();
        }
    }

    /** The candidate gave up; the session goes on polling. */
    void upgradeFailed() {
        upgrade = null;
    }

    /** What arrives on the session's own WebSocket. */
    private final class Inbound implements WebSocketLink.Receiver {

        @Override
        public void text(byte[] text) {
            loop.traffic().received(text.length);
            take(format.text(text));
        }

        @Override
        public void binary(byte[] data) {
            loop.traffic().received(data.length);
            take(format.binary(data));
        }

        private void take(EngineCodec.Decoded decoded) {
            switch (decoded) {
                case EngineCodec.Packet whole -> receive(whole.packet());
                case EngineCodec.Fault fault -> close(CloseReason.PARSE_ERROR);
            }
        }

        @Override
        public void drained() {
            flush();
        }

        @Override
        public void closed(CloseReason reason) {
            close(reason);
        }
    }
}
