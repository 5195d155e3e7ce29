package dev.parley.sockets.engine;

import java.util.List;

/** Clients that are let go a few at a time, in no order. Owned by whoever lets them go. */
public final class Departure {

    private final List<Runnable> farewells;
    private int gone;

    /**
     * @param farewells one for each client, on any thread
     */
    Departure(List<Runnable> farewells) {
        this.farewells = farewells;
    }

    /** Lets go of as many as make it that many in all; each leaves on its own event loop. */
    public void letGo(int inAll) {
        for (int upTo = Math.min(inAll, farewells.size()); gone < upTo; gone++) {
            farewells.get(gone).run();
        }
    }
}
