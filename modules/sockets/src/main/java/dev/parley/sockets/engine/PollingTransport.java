package dev.parley.sockets.engine;

import dev.parley.protocol.engine.EnginePacket;
import org.jspecify.annotations.Nullable;

/** Long-polling: at most one GET is held, and answered as soon as there is something to say. */
final class PollingTransport implements Transport {

    private static final WirePacket CLOSE = WirePacket.of(new EnginePacket.Close());
    private static final WirePacket NOOP = WirePacket.of(new EnginePacket.Noop());

    private @Nullable PollExchange held;

    boolean holds() {
        return held != null;
    }

    void hold(PollExchange poll) {
        held = poll;
    }

    boolean isHeld(PollExchange poll) {
        return held == poll;
    }

    void forget() {
        held = null;
    }

    @Override
    public void flush(OutboundQueue queue) {
        if (held == null || queue.isEmpty()) return;
        PollExchange poll = held;
        held = null;
        poll.payload(queue.drainPayload());
    }

    @Override
    public boolean writable() {
        return held != null;
    }

    /** Lets a held poll go without news. */
    void release() {
        answer(NOOP);
    }

    @Override
    public void close(CloseReason reason) {
        answer(reason == CloseReason.TRANSPORT_CLOSE ? NOOP : CLOSE);
    }

    private void answer(WirePacket packet) {
        var only = new OutboundQueue();
        only.add(packet);
        flush(only);
    }
}
