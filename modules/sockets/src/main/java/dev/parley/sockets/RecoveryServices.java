package dev.parley.sockets;

import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.cluster.EventLogs;
import dev.parley.cluster.Membership;
import dev.parley.cluster.SavedSessions;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What the recovery of clients on one node shares, and the questions about what they have missed. Safe on every thread. */
public final class RecoveryServices {

    /** Has a node let go of a socket whose client has come back elsewhere. */
    public interface Releases {

        /** Done when the node has, or is silent; does not fail. */
        Future<?> letGo(NodeId host, Audience socket, Command.Release release);
    }

    /** Who waits for an answer, and on which event loop. */
    private record Waiting(SocketLoop loop, Consumer<Missed> receiver) {}

    private final RecoveryConfig config;
    private final NodeId self;
    private final Membership membership;
    private final OpenSaves sessions;
    private final EventLogs logs;
    private final Releases releases;
    private final InstantSource clock;
    private final RecoveryMetrics metrics;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentMap<Long, Waiting> waiting = new ConcurrentHashMap<>();

    /** One for each node. */
    public RecoveryServices(
            RecoveryConfig config,
            NodeId self,
            Membership membership,
            SavedSessions sessions,
            EventLogs logs,
            Releases releases,
            InstantSource clock,
            MeterRegistry meters) {
        this.config = config;
        this.self = self;
        this.membership = membership;
        this.sessions = new OpenSaves(sessions, new AtomicInteger());
        this.logs = logs;
        this.releases = releases;
        this.clock = clock;
        this.metrics = new RecoveryMetrics(meters);
    }

    /** Those of a node where no client comes back. */
    public static RecoveryServices none(NodeId self, InstantSource clock, MeterRegistry meters) {
        var config = new RecoveryConfig(Optional.of(List.of()), Duration.ZERO, 0, Duration.ZERO);
        var nothing = new NoRecovery();
        return new RecoveryServices(
                config, self, Membership.ALONE, nothing, nothing, (a, b, c) -> Activities.DONE, clock, meters);
    }

    RecoveryConfig config() {
        return config;
    }

    NodeId self() {
        return self;
    }

    Membership membership() {
        return membership;
    }

    /** Whether a node is of the cluster. */
    boolean lives(NodeId node) {
        return node.equals(self) || membership.others().contains(node);
    }

    SavedSessions sessions() {
        return sessions;
    }

    /** How many sessions are just being kept. */
    int openSaves() {
        return sessions.open().get();
    }

    EventLogs logs() {
        return logs;
    }

    Releases releases() {
        return releases;
    }

    InstantSource clock() {
        return clock;
    }

    RecoveryMetrics metrics() {
        return metrics;
    }

    /** Names a question whose answers come to an event loop, until it is closed. */
    long open(SocketLoop loop, Consumer<Missed> receiver) {
        long number = numbers.getAndIncrement();
        waiting.put(number, new Waiting(loop, receiver));
        return number;
    }

    void close(long number) {
        waiting.remove(number);
    }

    /**
     * An answer, in its place among the events that go to event loops. One that nobody waits for is nobody's.
     *
     * @param heard how far this node has heard each node by now
     */
    void hear(Missed answer, Position heard) {
        Waiting asker = waiting.get(answer.number());
        if (asker == null) return;
        asker.loop().context().runOnContext(here -> {
            asker.loop().position().reach(heard);
            asker.receiver().accept(answer);
        });
    }
}
