package dev.parley.api;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the node takes new clients. Safe on every thread: {@code server} says so, the API tells. */
public final class Health {

    private final AtomicBoolean ready = new AtomicBoolean();

    public void ready(boolean takesClients) {
        ready.set(takesClients);
    }

    public boolean isReady() {
        return ready.get();
    }
}
