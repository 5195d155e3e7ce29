package dev.parley.cluster.simulation;

import dev.parley.bus.NodeId;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A process and its one thread: runs what is due for it, later while it is frozen, never once it is dead. Owned by one simulation. */
final class Host {

    final NodeId id;

    /** The machine it runs on: the next process there has another id and the same cables. */
    final int slot;

    private final VirtualTime time;
    private final Deque<Runnable> backlog = new ArrayDeque<>();
    private boolean alive = true;
    private long frozenSince = -1;

    /** Set once the directory is open for other nodes. */
    @Nullable
    Server server;

    Host(NodeId id, int slot, VirtualTime time) {
        this.id = id;
        this.slot = slot;
        this.time = time;
    }

    void run(Runnable task) {
        if (frozen()) backlog.add(task);
        else if (alive) task.run();
    }

    void after(long micros, Runnable task) {
        time.after(micros, () -> run(task));
    }

    long now() {
        return time.now();
    }

    boolean alive() {
        return alive;
    }

    boolean frozen() {
        return frozenSince >= 0;
    }

    boolean frozenFor(long micros) {
        return frozen() && time.now() - frozenSince >= micros;
    }

    /** Whether it takes clients, and does so at this moment. */
    boolean serves() {
        return alive && !frozen() && server != null && server.ready();
    }

    void kill() {
        alive = false;
        frozenSince = -1;
        backlog.clear();
    }

    void freeze() {
        if (alive && !frozen()) frozenSince = time.now();
    }

    void thaw() {
        if (!frozen()) return;
        frozenSince = -1;
        while (!backlog.isEmpty() && !frozen()) run(backlog.remove());
    }

    @Override
    public String toString() {
        return id.value();
    }
}
