package dev.parley.sockets;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ids for what this node asks its clients, one or many at once, so that an id means one thing on a connection. Safe on
 * every thread.
 *
 * <p>They begin again after 2^31: Socket.IO's own Java client reads them as 32-bit numbers.
 */
final class AckIds {

    private final AtomicInteger last;

    AckIds(int first) {
        last = new AtomicInteger(first);
    }

    long next() {
        return last.getAndIncrement() & Integer.MAX_VALUE;
    }
}
