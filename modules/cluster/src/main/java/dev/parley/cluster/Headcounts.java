package dev.parley.cluster;

import dev.parley.bus.Place;

/**
 * How many sockets there are at places in the whole cluster, of those places where somebody counts. Safe on every thread.
 *
 * <p>Each node tells the others that have members of a place how many it has. What changes within a moment is told once, so
 * that a thousand who come together are no thousand messages.
 */
public interface Headcounts {

    /** One more socket of this node is there, which has entered the place in the directory. */
    void enter(Place place);

    /** One socket less. Each call takes back one {@link #enter}. */
    void leave(Place place);

    /** From now on. */
    void watch(Watcher watcher);

    /** Is told of places where this node counts sockets, on the directory's event loop, which it must not hold up. */
    interface Watcher {

        /** Some came or went, here or elsewhere; now there are so many in all. */
        void counted(Place place, int sockets);
    }
}
