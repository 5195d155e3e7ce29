package dev.parley.sockets.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The node's sessions by id, since a client's requests come in on any event loop. Safe on every thread; a session found
 * here may only be used through its own event loop.
 */
public final class SessionDirectory {

    private final ConcurrentMap<String, EngineSession> sessions = new ConcurrentHashMap<>();

    /** Why whoever is still on the way in is closed, once all others were, or are about to be. */
    private volatile @Nullable CloseReason closed;

    private volatile boolean refusing;

    void add(EngineSession session) {
        sessions.put(session.sid(), session);
        // It may have been on its way in when the others were closed.
        CloseReason reason = closed;
        if (reason != null) session.loop().later(() -> session.close(reason));
    }

    void remove(EngineSession session) {
        sessions.remove(session.sid(), session);
    }

    Optional<EngineSession> find(String sid) {
        return Optional.ofNullable(sessions.get(sid));
    }

    /** Sessions that are open now. */
    public int size() {
        return sessions.size();
    }

    /** How many of them poll: about, since they are not asked on their own event loops. */
    public int polling() {
        return (int) sessions.values().stream().filter(EngineSession::polls).count();
    }

    /** Tells every session, each on its own event loop. */
    void each(Consumer<EngineSession> told) {
        sessions.values().forEach(session -> session.execute(() -> told.accept(session)));
    }

    /** Whether the node lets nobody in any more. */
    boolean isRefusing() {
        return refusing;
    }

    /** Lets nobody in from now on. What is there goes on. */
    public void refuseNewcomers() {
        refusing = true;
    }

    /** The sessions that are open now, each to be let go; nobody is let in any more. */
    List<Runnable> departures(CloseReason reason) {
        refusing = true;
        closed = reason;
        return sessions.values().stream()
                .<Runnable>map(session -> () -> session.execute(() -> session.release(reason)))
                .toList();
    }

    /** Closes every session, each on its own event loop, and lets nobody in from now on. */
    public void closeAll(CloseReason reason) {
        refusing = true;
        closed = reason;
        each(session -> session.close(reason));
    }
}
