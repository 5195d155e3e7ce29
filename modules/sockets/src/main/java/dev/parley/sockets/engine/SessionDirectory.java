package dev.parley.sockets.engine;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * The node's sessions by id, since a client's requests come in on any event loop. Safe on every thread; a session found
 * here may only be used through its own event loop.
 */
public final class SessionDirectory {

    private final ConcurrentMap<String, EngineSession> sessions = new ConcurrentHashMap<>();

    void add(EngineSession session) {
        sessions.put(session.sid(), session);
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

    /** Closes every session, each on its own event loop. */
    public void closeAll(CloseReason reason) {
        each(session -> session.close(reason));
    }
}
