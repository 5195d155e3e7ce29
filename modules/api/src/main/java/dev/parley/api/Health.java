package dev.parley.api;

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
        READY
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

    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicReference<BooleanSupplier> degraded = new AtomicReference<>(() -> false);
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
}
