package dev.parley.sockets.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What passes through one event loop. Written by that event loop alone, without a lock; read on any thread, which may see it a
 * moment late.
 */
public final class Traffic {

    private final AtomicLong receivedBytes = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong receivedEvents = new AtomicLong();

    /** A message came in. */
    void received(int bytes) {
        add(receivedBytes, bytes);
    }

    /**
     * Packets were handed to the network.
     *
     * @param more bytes that wait for the client now and did not before, below 0 if it has caught up
     */
    void sent(int bytes, int more) {
        if (bytes != 0) add(sentBytes, bytes);
        if (more != 0) add(waitingBytes, more);
    }

    /** A client sent an event. */
    public void event() {
        add(receivedEvents, 1);
    }

    /** Bytes of messages of clients. */
    public long receivedBytes() {
        return receivedBytes.get();
    }

    /** Bytes of packets for clients, as WebSocket frames. */
    public long sentBytes() {
        return sentBytes.get();
    }

    /** Bytes that clients have not taken. */
    public long waitingBytes() {
        return waitingBytes.get();
    }

    /** Events that clients have sent. */
    public long receivedEvents() {
        return receivedEvents.get();
    }

    private static void add(AtomicLong counter, long amount) {
        counter.setRelease(counter.getPlain() + amount);
    }
}
