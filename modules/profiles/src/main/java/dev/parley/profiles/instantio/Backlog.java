package dev.parley.profiles.instantio;

import dev.parley.sockets.ClientEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a socket has sent while a join of its is under way, within limits. Confined to the socket's event loop. */
final class Backlog {

    private static final int MOST_EVENTS = 100;
    private static final int MOST_BYTES = 4_000_000;

    private final Queue<ClientEvent> waiting = new ArrayDeque<>(0);
    private int bytes;

    /** Whether there was room for it. */
    boolean add(ClientEvent event) {
        int size = size(event);
        if (waiting.size() >= MOST_EVENTS || bytes + size > MOST_BYTES) return false;
        bytes += size;
        return waiting.add(event);
    }

    /** The one that waits longest, or null. */
    @Nullable
    ClientEvent next() {
        ClientEvent next = waiting.poll();
        if (next != null) bytes -= size(next);
        return next;
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }

    private static int size(ClientEvent event) {
        return event.args().stream().mapToInt(arg -> arg.length()).sum()
                + event.attachments().stream().mapToInt(bytes -> bytes.length).sum();
    }
}
