package dev.parley.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether the node takes new clients, sees the greater part of its cluster, and has its store. Safe on every thread: {@code
 * server} says so, the API tells.
 */
public final class Health {

    /** What is known of the store that the node keeps things in. */
    public enum StoreState {
        /** The node has none. */
        NONE,
        /** It does not answer at the moment. */
        UNAVAILABLE,
        /** It answers. */
        READY;

        /** As documents name it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the node does for clients. */
    public enum State {
        /** It does not take any yet. */
        STARTING,
        /** It takes them. */
        READY,
        /** It takes them, and misses as many nodes as it sees. */
        DEGRADED,
        /** It takes no more, and lets go of those that it has. */
        DRAINING;

        /** As documents name it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether new clients are taken. */
        public boolean takesClients() {
            return this == READY || this == DEGRADED;
        }
    }

    /** Why a node is not plainly well. A code never changes its meaning. */
    public enum Reason {
        STARTING("The node has not started yet."),
        DRAINING("The node lets its clients go, and stops."),
        MINORITY("As many nodes are missed as are there: this may be the smaller part of a split cluster."),
        STORE_UNAVAILABLE("The store does not answer: chat and new webhooks wait for it or are refused."),
        EVENT_LOOP_BLOCKED("An event loop has done nothing for seconds: its clients wait.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** Stable, for programs. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** One sentence, for people. */
        public String text() {
            return text;
        }
    }

    /** A garbage collection takes less; a client's heartbeat waits much longer. */
    private static final Duration BLOCKED = Duration.ofSeconds(2);

    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicReference<BooleanSupplier> degraded = new AtomicReference<>(() -> false);
    private final AtomicReference<Supplier<Duration>> behind = new AtomicReference<>(() -> Duration.ZERO);
    private final AtomicReference<Supplier<StoreState>> store = new AtomicReference<>(() -> StoreState.NONE);

    public void ready(boolean takesClients) {
        ready.set(takesClients);
    }

    /** From now on, and for good, no new clients are taken. */
    public void draining() {
        draining.set(true);
    }

    /** Whom to ask whether as many nodes are missed as are there; answers at once. */
    public void degraded(BooleanSupplier degraded) {
        this.degraded.set(degraded);
    }

    public State state() {
        if (draining.get()) return State.DRAINING;
        if (!ready.get()) return State.STARTING;
        return degraded.get().getAsBoolean() ? State.DEGRADED : State.READY;
    }

    /** Whom to ask for the state of the store; answers at once. */
    public void store(Supplier<StoreState> state) {
        store.set(state);
    }

    public StoreState store() {
        return store.get().get();
    }

    /** Whom to ask how long the event loop that is furthest behind has done nothing; answers at once. */
    public void behind(Supplier<Duration> longest) {
        behind.set(longest);
    }

    /** All that is wrong; nothing where the node is well. */
    public List<Reason> reasons() {
        var reasons = new ArrayList<Reason>();
        switch (state()) {
            case STARTING -> reasons.add(Reason.STARTING);
            case DRAINING -> reasons.add(Reason.DRAINING);
            case DEGRADED -> reasons.add(Reason.MINORITY);
            case READY -> {}
        }
        if (store() == StoreState.UNAVAILABLE) reasons.add(Reason.STORE_UNAVAILABLE);
        if (behind.get().get().compareTo(BLOCKED) > 0) reasons.add(Reason.EVENT_LOOP_BLOCKED);
        return List.copyOf(reasons);
    }
}
