package dev.parley.bus;

import dev.parley.bus.Message.Remote;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What event loops say to each node until the turn of one of them is over: it goes together, for one message between nodes
 * costs much more than its bytes. Safe on every thread; other threads have no turn, and take along at once what waits.
 *
 * <p>What is added after something else has been, by whichever thread, leaves after it: a backend that one event loop has
 * answered may ask the next thing of another.
 */
final class Bundles {

    /** So many are not held back any longer. */
    private static final int MOST = 64;

    private final BiConsumer<String, Remote> out;
    private final ConcurrentMap<String, Line> lines = new ConcurrentHashMap<>();

    /** @param out takes an address and what goes there */
    Bundles(BiConsumer<String, Remote> out) {
        this.out = out;
    }

    void add(String to, Remote message) {
        Context turn = Context.isOnEventLoopThread() ? Vertx.currentContext() : null;
        Line line = lines.computeIfAbsent(to, Line::new);
        switch (line.add(message)) {
            case CLOSED -> add(to, message);
            case FULL -> line.send();
            case FIRST_OF_THREAD -> {
                // What the loop has still to do in this turn comes before.
                if (turn != null) turn.runOnContext(over -> line.send());
                else line.send();
            }
            case WAITS -> {
                if (turn == null) line.send();
            }
        }
    }

    private enum Added {
        WAITS,
        FIRST_OF_THREAD,
        FULL,
        /** It is not added: the line has been sent, and is no more. */
        CLOSED
    }

    /** What waits for one node, until nothing does. Safe on every thread, of which one at a time sends. */
    private final class Line {

        private final String to;
        private final List<Remote> waiting = new ArrayList<>();
        private @Nullable Thread lastAdder;
        private boolean sending;
        private boolean closed;

        Line(String to) {
            this.to = to;
        }

        synchronized Added add(Remote message) {
            if (closed) return Added.CLOSED;
            waiting.add(message);
            if (waiting.size() >= MOST) return Added.FULL;
            Thread adder = Thread.currentThread();
            if (adder.equals(lastAdder)) return Added.WAITS;
            lastAdder = adder;
            return Added.FIRST_OF_THREAD;
        }

        /** Whoever sends already sends this too. */
        void send() {
            if (!begin()) return;
            try {
                for (List<Remote> next = next(); !next.isEmpty(); next = next())
                    out.accept(to, next.size() == 1 ? next.getFirst() : new Bundle(next));
            } finally {
                close();
            }
        }

        private synchronized boolean begin() {
            if (sending || closed) return false;
            sending = true;
            return true;
        }

        private synchronized List<Remote> next() {
            List<Remote> first = waiting.subList(0, Math.min(MOST, waiting.size()));
            List<Remote> next = List.copyOf(first);
            first.clear();
            if (next.isEmpty()) close();
            return next;
        }

        private synchronized void close() {
            closed = true;
            lines.remove(to, this);
        }
    }
}
