package dev.parley.cluster;

import dev.parley.bus.Place;
import io.vertx.core.Future;

/**
 * Which users are in a room, on all nodes, for those who watch it. Safe on every thread.
 *
 * <p>A user is there once whatever the number of devices. Nodes tell one another of rooms that somebody watches, and of no
 * others. A node that dies takes its users with it, after the grace that they have to come to another one.
 */
public interface RoomPresence {

    /** One more socket of this node, which is the user's, is in the room. */
    void enter(Place room, String user);

    /** One socket less. Each call takes back one {@link #enter}. */
    void leave(Place room, String user);

    /**
     * Tells a watcher of the room from now on, until {@link #unwatch} or {@link Watcher#tooMany}.
     *
     * @return done when each node with members of the room has said who is there, or is not waited for any longer; does not
     *     fail. It completes on the directory's event loop, and what the watcher is told comes after it
     */
    Future<RoomView> watch(Place room, Watcher watcher);

    void unwatch(Place room, Watcher watcher);

    /** Is told of one room, on the directory's event loop, which it must not hold up. */
    interface Watcher {

        /** The user's first device is in the room. */
        void came(String user);

        /** The last one is not any more. */
        void went(String user);

        /** There are more users than anybody is told of: it is told of nothing any more. */
        void tooMany();
    }
}
