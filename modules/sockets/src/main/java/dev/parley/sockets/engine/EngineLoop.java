package dev.parley.sockets.engine;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;

/**
 * One event loop and the sessions it owns: their way in from other threads, and their common flush. Its fields are
 * confined to that event loop; {@link #execute} and {@link #isHere} may be called from anywhere.
 */
public final class EngineLoop {

    private final Vertx vertx;
    private final Context context;
    private final EngineConfig config;
    private final SessionDirectory sessions;
    private final Traffic traffic = new Traffic();
    private final Thread thread = Thread.currentThread();
    private final ArrayDeque<EngineSession> unflushed = new ArrayDeque<>();

    /** Made on the event loop that it stands for. */
    public EngineLoop(Vertx vertx, Context context, EngineConfig config, SessionDirectory sessions) {
        this.vertx = vertx;
        this.context = context;
        this.config = config;
        this.sessions = sessions;
    }

    Vertx vertx() {
        return vertx;
    }

    public EngineConfig config() {
        return config;
    }

    SessionDirectory sessions() {
        return sessions;
    }

    /** What passes through it. */
    public Traffic traffic() {
        return traffic;
    }

    Context context() {
        return context;
    }

    /** Whether this is its thread. Not to be told by the context: each request has its own, on the same thread. */
    boolean isHere() {
        return thread.equals(Thread.currentThread());
    }

    /** Runs on the event loop: at once if this is it, else in the order of the calls of one thread. */
    void execute(Runnable task) {
        if (isHere()) {
            task.run();
        } else {
            context.runOnContext(here -> task.run());
        }
    }

    /** Runs when this turn of the loop is over. */
    void later(Runnable task) {
        context.runOnContext(turnIsOver -> task.run());
    }

    /** Flushes the session when this turn of the loop is over, together with all others that have something to send. */
    void flushLater(EngineSession session) {
        if (unflushed.isEmpty()) context.runOnContext(turnIsOver -> flush());
        unflushed.add(session);
    }

    private void flush() {
        try {
            for (int left = unflushed.size(); left > 0; left--)
                unflushed.remove().flush();
        } finally {
            // Also after a session that broke: its neighbours are not to wait for ever.
            if (!unflushed.isEmpty()) context.runOnContext(turnIsOver -> flush());
        }
    }
}
