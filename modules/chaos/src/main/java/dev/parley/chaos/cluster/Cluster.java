package dev.parley.chaos.cluster;

import dev.parley.chaos.client.HttpConnection;
import dev.parley.chaos.client.Packets;
import dev.parley.chaos.client.Server;
import dev.parley.testkit.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    private final List<String> disobeyed = new CopyOnWriteArrayList<>();

    Cluster(Network network, Secrets secrets, List<Child> nodes, Optional<Child> store) {
        this.network = network;
        this.secrets = secrets;
        this.nodes = new ArrayList<>(nodes);
        this.store = store;
    }

    /** Starts all and waits until they are one cluster; fails with what they said if they do not become one. */
    public void start() {
        all().forEach(Child::start);
        if (awaitWhole(READY_WITHIN).isEmpty())
            throw new IllegalStateException("the cluster does not become whole\n" + ends(all()));
    }

    private Stream<Child> all() {
        return Stream.concat(store.stream(), nodes.stream());
    }

    private static String ends(Stream<Child> children) {
        return children.map(Child::end).collect(Collectors.joining("\n"));
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

    /** In which way it is done here, if that is not the usual one. */
    public Optional<String> way(Fault.Kind kind) {
        return network.way(kind);
    }

    /** What processes did that nobody told them to: ended, or went on when they were to end. */
    public List<String> disobeyed() {
        return List.copyOf(disobeyed);
    }

    /** CPU time of each process so far. */
    public Map<String, Duration> spent() {
        Map<String, Duration> spent = new LinkedHashMap<>();
        all().forEach(each -> spent.put(each.name(), each.spent()));
        return spent;
    }

    /**
     * How long it took until every node was ready and saw all others; nothing if that took too long, or a process has
     * ended.
     */
    public Optional<Duration> awaitWhole(Duration within) {
        long begin = System.nanoTime();
        try {
            while (System.nanoTime() - begin < within.toNanos() && all().allMatch(Child::isAlive)) {
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

    /** Starts again what has ended by itself. */
    public void revive() {
        for (Child each : all().filter(child -> !child.isAlive()).toList()) {
            disobeyed.add(each.end());
            each.start();
        }
    }

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
            case DELAY, LOSS -> {
                network.disturb(fault.node(), fault.kind());
                Thread.sleep(fault.length());
                network.heal();
            }
            case RESET -> throw new IllegalArgumentException("clients are not of the cluster");
        }
    }

    private void killed(Child child, Fault fault) throws InterruptedException {
        child.kill();
        Thread.sleep(fault.length());
        child.start();
    }

    private void restarted(Child node) {
        if (!node.stop(STOPPED_WITHIN)) disobeyed.add("did not end within " + STOPPED_WITHIN + ": " + node.end());
        node.start();
    }

    private void rolled() {
        for (Child node : nodes) {
            restarted(node);
            if (awaitWhole(READY_WITHIN).isPresent()) continue;
            disobeyed.add("did not come back: " + node.end());
            revive();
        }
    }

    @Override
    public void close() {
        try {
            all().forEach(Child::kill);
        } finally {
            network.close();
        }
    }
}
