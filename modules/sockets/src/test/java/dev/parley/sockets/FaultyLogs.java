package dev.parley.sockets;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.MissedRequest;
import dev.parley.bus.LogMessage.ToLog;
import dev.parley.bus.NodeId;
import dev.parley.cluster.EventLogs;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A node's own log, and those of others, which answer as a test says or are silent. */
final class FaultyLogs implements EventLogs {

    /** Which nodes were asked what a socket has missed, in order. */
    final Queue<NodeId> asked = new ConcurrentLinkedQueue<>();

    /** So many times it is said that the cluster has just changed. */
    final AtomicInteger upheavals = new AtomicInteger();

    /** So many times the cluster does not tell which logs there are. */
    final AtomicInteger failures = new AtomicInteger();

    private final EventLogs own;
    private final Bus bus;
    private final Map<NodeId, NodeId> holders = new ConcurrentHashMap<>();
    private final Map<NodeId, Function<MissedRequest, List<Missed>>> answers = new ConcurrentHashMap<>();

    FaultyLogs(EventLogs own, Bus bus) {
        this.own = own;
        this.bus = bus;
    }

    /** From now on there is such a log, and who answers for it. */
    void hold(NodeId origin, NodeId holder) {
        holders.put(origin, holder);
    }

    /** A node is silent until there is an answer for it. */
    void answer(NodeId holder, Function<MissedRequest, List<Missed>> answer) {
        answers.put(holder, answer);
    }

    @Override
    public Future<List<LogPlace>> all() {
        return failures.getAndDecrement() > 0
                ? Future.failedFuture("no answer, made by a test")
                : own.all().map(this::withOthers);
    }

    @Override
    public List<LogPlace> known() {
        return withOthers(own.known());
    }

    private List<LogPlace> withOthers(List<LogPlace> places) {
        var all = new ArrayList<>(places);
        holders.forEach((origin, holder) -> all.add(new LogPlace(origin, Optional.of(holder), Optional.empty())));
        return all;
    }

    @Override
    public boolean unsettled() {
        return upheavals.getAndDecrement() > 0 || own.unsettled();
    }

    @Override
    public void ask(NodeId holder, ToLog request) {
        if (!(request instanceof MissedRequest missed) || !holders.containsKey(missed.origin())) {
            own.ask(holder, request);
            return;
        }
        asked.add(holder);
        answers.getOrDefault(holder, silence -> List.of())
                .apply(missed)
                .forEach(part -> bus.send(Addresses.FANOUT, part));
    }
}
