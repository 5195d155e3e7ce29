package dev.parley.api;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Whether the node takes new clients, and has its store. Safe on every thread: {@code server} says so, the API tells. */
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

    private final AtomicBoolean ready = new AtomicBoolean();
    private final AtomicReference<Supplier<StoreState>> store = new AtomicReference<>(() -> StoreState.NONE);

    public void ready(boolean takesClients) {
        ready.set(takesClients);
    }

    public boolean isReady() {
        return ready.get();
    }

    /** Whom to ask for the state of the store; answers at once. */
    public void store(Supplier<StoreState> state) {
        store.set(state);
    }

    public StoreState store() {
        return store.get().get();
    }
}
