package dev.parley.sockets.engine;

import dev.parley.protocol.engine.EnginePacket;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Long-polling: at most one GET is held, and answered as soon as there is something to say; at most one POST is read.
 * Confined to its session's event loop.
 */
final class PollingTransport implements Transport {

    private static final WirePacket CLOSE = WirePacket.of(new EnginePacket.Close());
    private static final WirePacket NOOP = WirePacket.of(new EnginePacket.Noop());

    private final SessionFormat format;
    private final int maxPayload;
    private @Nullable PollExchange held;
    private @Nullable PollExchange answered;
    private @Nullable PollExchange post;

    PollingTransport(SessionFormat format, int maxPayload) {
        this.format = format;
        this.maxPayload = maxPayload;
    }

    // ---- GET ----

    boolean holds() {
        return held != null;
    }

    void hold(PollExchange poll) {
        held = poll;
        answered = null;
    }

    /** Whether the poll was held until now, or is the last one that was answered. */
    boolean forget(PollExchange poll) {
        if (poll.equals(answered)) return true;
        if (!poll.equals(held)) return false;
        held = null;
        return true;
    }

    @Override
    public void flush(OutboundQueue queue) {
        if (held == null || queue.isEmpty()) return;
        answer(queue.take(maxPayload));
    }

    @Override
    public boolean writable() {
        return held != null;
    }

    /** Lets a held poll go without news. */
    void release() {
        answer(List.of(NOOP));
    }

    /** A session that is over takes nothing from a body, and there is no more of it than a body. */
    @Override
    public void deafen() {}

    @Override
    public void close(CloseReason reason) {
        answer(List.of(reason == CloseReason.TRANSPORT_CLOSE ? NOOP : CLOSE));
    }

    private void answer(List<WirePacket> packets) {
        PollExchange poll = held;
        if (poll == null) return;
        held = null;
        answered = poll;
        poll.answer(format.body(packets));
    }

    // ---- POST ----

    /** Whether a POST may begin: false if another one is being read, which then ends without an answer. */
    boolean begin(PollExchange begun) {
        PollExchange other = post;
        post = other == null ? begun : null;
        if (other != null) other.abort();
        return other == null;
    }

    /** Whether it was this POST that was read until now. */
    boolean end(PollExchange ended) {
        if (!ended.equals(post)) return false;
        post = null;
        return true;
    }

    /** Drops requests that are gone without a word: nobody is there to be answered. Whether it had one of them open. */
    boolean drop(Predicate<PollExchange> gone) {
        boolean poll = held != null && gone.test(held);
        boolean posting = post != null && gone.test(post);
        if (poll) held = null;
        if (posting) post = null;
        return poll || posting;
    }
}
