package dev.parley.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * Texts of sessions that clients may come back to, at any node; each is kept on two nodes, and soon on a third. Names are secrets. Safe on
 * every thread; a future fails when the cluster cannot decide.
 *
 * <p>A node that was frozen may still believe that a session is its own. Therefore nothing is replaced or removed but by
 * whoever knows what is there.
 */
public interface SavedSessions {

    /** Keeps a new one. @return false if there is one of that name */
    Future<Boolean> create(String name, String text, Duration life);

    /** Puts another text in the place of the one that is expected, with a life that begins now. @return whether it was there */
    Future<Boolean> replace(String name, String expected, String text, Duration life);

    /** Removes it, if it is the one that is expected. @return whether it was */
    Future<Boolean> remove(String name, String expected);

    /** The one that is there at this moment; nothing if there is none of that name. */
    Future<Optional<String>> find(String name);
}
