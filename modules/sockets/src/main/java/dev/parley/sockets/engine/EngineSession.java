package dev.parley.sockets.engine;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EnginePacket;
import dev.parley.protocol.engine.Handshake;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's session: its transport, its heartbeat and what waits to be sent. Confined to the event loop of its {@link
 * EngineLoop}; from elsewhere it is reached by {@link #execute}.
 *
 * <p>It knows Engine.IO packets, and nothing of what the messages mean.
 */
public final class EngineSession {

    private static final WirePacket PING = WirePacket.of(new EnginePacket.Ping(false));
    private static final WirePacket CLOSE = WirePacket.of(new EnginePacket.Close());
    private static final long LINGER_MILLIS = TimeUnit.SECONDS.toMillis(30);
    private static final int DROPPABLE_BACKLOG = 64 * 1024;

    private enum State {
        OPEN,
        /** Over for the layer above, but a poll has yet to fetch the last packets. */
        LINGERING,
        CLOSED
    }

    private final String sid;
    private final EngineLoop loop;
    private final EngineHandler handler;
    private final Heartbeat heartbeat;
    private final OutboundQueue queue = new OutboundQueue();

    private State state = State.OPEN;
    private Transport transport;
    private @Nullable Upgrade upgrade;
    private @Nullable PollExchange post;
    private boolean unflushed;
    private boolean tooSlow;

    private EngineSession(EngineLoop loop, Transport transport, EngineLayer layer, ClientRequest request) {
        this.sid = RandomId.next();
        this.loop = loop;
        this.transport = transport;
        this.heartbeat = new Heartbeat(
                loop.vertx(),
                loop.config().pingInterval(),
                loop.config().pingTimeout(),
                () -> send(PING),
                () -> close(CloseReason.PING_TIMEOUT));
        this.handler = layer.handler(this, request);
    }

    /** Opens a session by a first poll, which is answered with the handshake alone. */
    static void open(EngineLoop loop, PollExchange first, EngineLayer layer, ClientRequest request) {
        var polling = new PollingTransport();
        var session = new EngineSession(loop, polling, layer, request);
        polling.hold(first);
        session.start(List.of("websocket"));
    }

    /** Opens a session on a WebSocket. */
    static void open(EngineLoop loop, WebSocketLink link, EngineLayer layer, ClientRequest request) {
        var session = new EngineSession(loop, new WebSocketTransport(link), layer, request);
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
        transport.flush(queue);
        loop.sessions().add(this);
        heartbeat.start();
        handler.opened();
    }

    /** The engine's own id: a secret between this client and the server, never to be logged or shown to others. */
    public String sid() {
        return sid;
    }

    public Revision revision() {
        return Revision.FOUR;
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
        if (queue.bytes() > loop.config().outboundBytes()) {
            transport.flush(queue);
            if (queue.bytes() > loop.config().outboundBytes()) {
                tooSlow = true;
                queue.clear();
                loop.later(() -> close(CloseReason.TRANSPORT_ERROR));
                return;
            }
        }
        if (!unflushed) {
            unflushed = true;
            loop.flushLater(this);
        }
    }

    /** Whether a packet that may be dropped should rather be sent: it would leave now, not wait for a slow client. */
    public boolean keepsUp() {
        return state == State.OPEN && transport.writable() && queue.bytes() < DROPPABLE_BACKLOG;
    }

    void flush() {
        unflushed = false;
        if (state == State.OPEN) transport.flush(queue);
    }

    /** Ends the session. What was sent before still goes out if the server ends it, and is dropped if the client is lost. */
    public void close(CloseReason reason) {
        if (state != State.OPEN) return;
        heartbeat.stop();
        if (upgrade != null) upgrade.abandon();
        boolean polite = reason == CloseReason.FORCED_CLOSE || reason == CloseReason.SERVER_SHUTTING_DOWN;
        state = State.CLOSED;
        switch (transport) {
            case PollingTransport polling
            when polite -> {
                queue.add(CLOSE);
                polling.flush(queue);
                if (!queue.isEmpty()) state = State.LINGERING;
            }
            case PollingTransport polling -> polling.close(reason);
            case WebSocketTransport webSocket -> {
                if (polite) webSocket.flush(queue);
                webSocket.close(reason);
            }
        }
        if (state == State.LINGERING) {
            loop.vertx().setTimer(LINGER_MILLIS, late -> end());
        } else {
            end();
        }
        handler.closed(reason);
    }

    private void end() {
        state = State.CLOSED;
        queue.clear();
        loop.sessions().remove(this);
    }

    // ---- From the client ----

    private void receive(EnginePacket packet) {
        switch (packet) {
            case EnginePacket.Message message -> handler.text(message.bytes(), message.from(), message.end());
            case EnginePacket.Binary binary -> handler.binary(binary.data());
            case EnginePacket.Pong pong -> heartbeat.pong();
            case EnginePacket.Close close -> close(CloseReason.TRANSPORT_CLOSE);
            // In revision 4 the server pings.
            case EnginePacket.Ping ping -> close(CloseReason.TRANSPORT_ERROR);
            case EnginePacket.Open ignored -> {}
            case EnginePacket.Upgrade ignored -> {}
            case EnginePacket.Noop ignored -> {}
        }
    }

    /** A GET: answered at once if something waits, else held. */
    void poll(PollExchange poll) {
        if (!(transport instanceof PollingTransport polling)) {
            poll.refuse(EngineError.BAD_REQUEST);
        } else if (state == State.CLOSED) {
            poll.refuse(EngineError.SESSION_UNKNOWN);
        } else if (polling.holds()) {
            close(CloseReason.TRANSPORT_ERROR);
            poll.refuse(400);
        } else {
            polling.hold(poll);
            polling.flush(queue);
            if (state == State.LINGERING) end();
        }
    }

    /** The client went away while its GET was held. */
    void pollAborted(PollExchange poll) {
        if (transport instanceof PollingTransport polling && polling.isHeld(poll)) {
            polling.forget();
            close(CloseReason.TRANSPORT_ERROR);
        }
    }

    /** A POST whose body is about to be read. */
    void postBegins(PollExchange begun) {
        if (!(transport instanceof PollingTransport)) {
            begun.refuse(EngineError.BAD_REQUEST);
        } else if (state == State.CLOSED) {
            begun.refuse(EngineError.SESSION_UNKNOWN);
        } else if (post != null) {
            post.abort();
            begun.refuse(400);
            close(CloseReason.TRANSPORT_ERROR);
        } else {
            post = begun;
        }
    }

    /** Its body is here. */
    void postEnds(PollExchange ended, byte[] body) {
        if (post != ended) return;
        post = null;
        EngineCodec.Payload payload = EngineCodec.decodePayload(body);
        for (EnginePacket packet : payload.packets()) {
            if (state == State.OPEN) receive(packet);
        }
        if (payload.fault() != null) close(CloseReason.PARSE_ERROR);
        ended.ok();
    }

    /** Its body was refused for its size; the session goes on. */
    void postRefused(PollExchange refused) {
        if (post == refused) post = null;
    }

    /** The client went away while its body was read. */
    void postAborted(PollExchange aborted) {
        if (post != aborted) return;
        post = null;
        close(CloseReason.TRANSPORT_ERROR);
    }

    /** A WebSocket that wants to take this session over. */
    void upgrade(WebSocketLink candidate) {
        if (state != State.OPEN || upgrade != null || !(transport instanceof PollingTransport polling)) {
            candidate.close();
        } else {
            upgrade = new Upgrade(loop, this, polling, candidate);
        }
    }

    /** The client polls no more: from now on everything goes over the WebSocket. */
    void upgraded(WebSocketLink link) {
        upgrade = null;
        ((PollingTransport) transport).release();
        transport = new WebSocketTransport(link);
        link.receiver(new Inbound());
        transport.flush(queue);
    }

    /** The candidate gave up; the session goes on polling. */
    void upgradeFailed() {
        upgrade = null;
    }

    /** What arrives on the session's own WebSocket. */
    private final class Inbound implements WebSocketLink.Receiver {

        @Override
        public void text(byte[] text) {
            switch (EngineCodec.decodeText(text, 0, text.length)) {
                case EngineCodec.Packet decoded -> receive(decoded.packet());
                case EngineCodec.Fault fault -> close(CloseReason.PARSE_ERROR);
            }
        }

        @Override
        public void binary(byte[] data) {
            handler.binary(data);
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
