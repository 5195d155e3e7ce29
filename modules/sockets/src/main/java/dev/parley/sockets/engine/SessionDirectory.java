package dev.parley.sockets.engine;

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

    /** Why all were closed, once they were. */
    private volatile @Nullable CloseReason closed;

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

    /** Tells every session, each on its own event loop. */
    void each(Consumer<EngineSession> told) {
        sessions.values().forEach(session -> session.execute(() -> told.accept(session)));
    }

    /** Whether the node lets nobody in any more. */
    boolean isClosed() {
        return closed != null;
    }

    /** Closes every session, each on its own event loop, and lets nobody in from now on. */
    public void closeAll(CloseReason reason) {
        closed = reason;
        each(session -> session.close(reason));
    }
}
