package dev.parley.chaos.cluster;

import dev.parley.chaos.client.HttpConnection;
import dev.parley.chaos.client.Packets;
import dev.parley.chaos.client.Server;
import dev.parley.testkit.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Nodes, their store and what is between them. Owned by the thread that does the harm; questions are for every thread. */
public final class Cluster implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(90);
    private static final int ASK_MILLIS = 2_000;
    private static final int OK = 200;
    private static final long LOOK_MILLIS = 200;

    private final Network network;
    private final Secrets secrets;
    private final List<Child> nodes;
    private final Optional<Child> store;

    Cluster(Network network, Secrets secrets, List<Child> nodes, Optional<Child> store) {
        this.network = network;
        this.secrets = secrets;
        this.nodes = new ArrayList<>(nodes);
        this.store = store;
    }

    /** Starts all and waits until they are one cluster. */
    public void start() {
        store.ifPresent(Child::start);
        nodes.forEach(Child::start);
        if (awaitWhole(READY_WITHIN).isPresent()) return;
        boolean ended = nodes.stream().anyMatch(each -> !each.isAlive());
        throw new IllegalStateException(
                ended ? "a node ended before it was ready; its log says why" : "the cluster does not become whole");
    }

    // ---- Questions ----

    public int size() {
        return nodes.size();
    }

    public Server server(int node) {
        return network.server(node);
    }

    public Map<String, String> key() {
        return Map.of("X-Api-Key", secrets.apiKey(), "Content-Type", "application/json");
    }

    public Optional<String> refuses(Fault.Kind kind) {
        if (kind == Fault.Kind.STORE && store.isEmpty()) return Optional.of("there is no store");
        return network.refuses(kind);
    }

    /** How long it took until every node was ready and saw all others; nothing if that took too long. */
    public Optional<Duration> awaitWhole(Duration within) {
        long begin = System.nanoTime();
        try {
            while (System.nanoTime() - begin < within.toNanos()) {
                if (isWhole()) return Optional.of(Duration.ofNanos(System.nanoTime() - begin));
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private boolean isWhole() {
        return IntStream.rangeClosed(1, size()).allMatch(this::seesAll);
    }

    private boolean seesAll(int node) {
        if (!nodes.get(node - 1).isAlive()) return false;
        try (HttpConnection connection = HttpConnection.open(server(node), ASK_MILLIS)) {
            if (connection.request("GET", "/health/ready", Map.of(), "").status() != OK) return false;
            var told = connection.request("GET", "/api/v1/server", key(), "");
            return told.status() == OK
                    && Packets.json(told.body())
                                    .member("nodes")
                                    .orElseThrow()
                                    .elements()
                                    .size()
                            == size();
        } catch (IOException silent) {
            return false;
        }
    }

    // ---- Harm ----

    /** Does it, and returns when it is over but for what the cluster needs to become whole. Not for resets of clients. */
    public void suffer(Fault fault) throws InterruptedException {
        Child node = nodes.get(fault.node() - 1);
        switch (fault.kind()) {
            case KILL -> killed(node, fault);
            case STORE -> killed(store.orElseThrow(), fault);
            case RESTART -> restarted(node);
            case STOP -> {
                node.signal("STOP");
                Thread.sleep(fault.length());
                node.signal("CONT");
            }
            case ROLLING -> rolled();
            case PARTITION, BLINK -> {
                network.part(Set.of(fault.node()), size());
                Thread.sleep(fault.length());
                network.heal();
            }
            case DELAY -> disturbed(fault, "delay 100ms 50ms");
            case LOSS -> disturbed(fault, "loss 10%");
            case RESET -> throw new IllegalArgumentException("clients are not of the cluster");
        }
    }

    private void killed(Child child, Fault fault) throws InterruptedException {
        child.kill();
        Thread.sleep(fault.length());
        child.start();
    }

    private void restarted(Child node) {
        node.signal("TERM");
        if (!node.goneWithin(STOPPED_WITHIN)) throw new IllegalStateException("a node does not stop");
        node.start();
    }

    private void rolled() {
        for (Child node : nodes) {
            restarted(node);
            if (awaitWhole(READY_WITHIN).isEmpty()) throw new IllegalStateException("a node does not come back");
        }
    }

    private void disturbed(Fault fault, String netem) throws InterruptedException {
        network.disturb(fault.node(), netem);
        Thread.sleep(fault.length());
        network.heal();
    }

    @Override
    public void close() {
        nodes.forEach(Child::kill);
        store.ifPresent(Child::kill);
        network.close();
    }
}
