package dev.parley.sockets.engine;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EnginePacket;

/**
 * A WebSocket on probation: it must probe, be answered and say that polling has stopped, within the upgrade timeout
 * (Engine.IO revision 4, section "Upgrade"). Confined to its session's event loop.
 *
 * <p>Whatever goes wrong here ends the candidate and leaves the session polling.
 */
final class Upgrade implements WebSocketLink.Receiver {

    private static final WirePacket PROBED = WirePacket.of(new EnginePacket.Pong(true));
    private static final long RELEASE_MILLIS = 100;

    private final EngineLoop loop;
    private final EngineSession session;
    private final PollingTransport polling;
    private final WebSocketLink candidate;
    private final long deadline;
    private long release = -1;

    Upgrade(EngineLoop loop, EngineSession session, PollingTransport polling, WebSocketLink candidate) {
        this.loop = loop;
        this.session = session;
        this.polling = polling;
        this.candidate = candidate;
        this.deadline = loop.vertx().setTimer(loop.config().upgradeTimeout().toMillis(), late -> fail());
        candidate.receiver(this);
    }

    /** Ends the candidate because the session ends. */
    void abandon() {
        stop();
        candidate.close();
    }

    @Override
    public void text(byte[] text) {
        if (session.format().text(text) instanceof EngineCodec.Packet decoded) {
            switch (decoded.packet()) {
                case EnginePacket.Ping ping when ping.probe() -> probed();
                case EnginePacket.Upgrade upgrade -> {
                    stop();
                    session.upgraded(candidate);
                }
                default -> fail();
            }
        } else {
            fail();
        }
    }

    /** The client now waits for its poll to return, so polls are let go, though not so fast that it spins. */
    private void probed() {
        var pong = new OutboundQueue();
        pong.add(PROBED);
        candidate.send(pong, session.format());
        if (release < 0) release = loop.vertx().setPeriodic(RELEASE_MILLIS, tick -> polling.release());
    }

    @Override
    public void binary(byte[] data) {
        fail();
    }

    @Override
    public void drained() {}

    @Override
    public void closed(CloseReason reason) {
        fail();
    }

    private void fail() {
        abandon();
        session.upgradeFailed();
    }

    private void stop() {
        loop.vertx().cancelTimer(deadline);
        if (release >= 0) loop.vertx().cancelTimer(release);
    }
}
