package dev.parley.bench.contender;

import dev.parley.bench.proc.Processes;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A contender that runs: one node or several, and what they need. Owned by the thread that measures. */
public final class Servers implements AutoCloseable {

    private final List<Child> children;
    private final List<InetSocketAddress> nodes;
    private final List<InetSocketAddress> backends;
    private final Dialect dialect;

    /**
     * How backends speak to it.
     *
     * @param emitPath where they post events
     * @param headers what they say besides, each line with its end
     */
    public record Dialect(String emitPath, String headers) {}

    Servers(List<Child> children, List<InetSocketAddress> nodes, List<InetSocketAddress> backends, Dialect dialect) {
        this.children = new ArrayList<>(children);
        this.nodes = List.copyOf(nodes);
        this.backends = List.copyOf(backends);
        this.dialect = dialect;
    }

    /** Where clients connect. */
    public List<InetSocketAddress> nodes() {
        return nodes;
    }

    /** Where backends connect, node by node. */
    public List<InetSocketAddress> backends() {
        return backends;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** All processes, a store or a Redis among them. */
    public Processes processes() {
        return Processes.of(children.stream().map(Child::pid).toList());
    }

    /** Whether none of them has ended by itself. */
    public boolean areAlive() {
        return children.stream().allMatch(Child::isAlive);
    }

    @Override
    public void close() {
        // What came last needs what came first.
        children.reversed().forEach(Child::close);
        children.clear();
    }
}
