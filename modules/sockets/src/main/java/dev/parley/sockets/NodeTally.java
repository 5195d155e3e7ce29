package dev.parley.sockets;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Tally;
import dev.parley.sockets.SocketLoop.Counted;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts together what the event loops of a node have counted. Immutable. */
record NodeTally(NodeId self, String host, SocketServices node) {

    private record What(long second, Tally.Kind kind, String reason) {}

    Tally of(List<Counted> loops) {
        var sockets = new HashMap<AppNamespace, Integer>();
        var amounts = new LinkedHashMap<What, Long>();
        for (Counted loop : loops) {
            loop.sockets().forEach((namespace, count) -> sockets.merge(namespace, count, Integer::sum));
            for (Tally.Count each : loop.counts())
                amounts.merge(new What(each.second(), each.kind(), each.reason()), each.amount(), Long::sum);
        }
        return new Tally(
                self,
                host,
                ProcessHandle.current().pid(),
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()),
                node.connections(),
                node.sessions().local().polling(),
                occupied(sockets),
                counts(amounts));
    }

    private static List<Tally.Occupied> occupied(Map<AppNamespace, Integer> sockets) {
        return sockets.entrySet().stream()
                .map(each -> new Tally.Occupied(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<Tally.Count> counts(Map<What, Long> amounts) {
        return amounts.entrySet().stream()
                .map(each -> new Tally.Count(
                        each.getKey().second(),
                        each.getKey().kind(),
                        each.getKey().reason(),
                        each.getValue()))
                .toList();
    }
}
