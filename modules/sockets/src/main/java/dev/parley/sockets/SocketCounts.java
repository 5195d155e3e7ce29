package dev.parley.sockets;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many sockets are in each namespace that is configured; those of a pattern are counted together, since clients choose their
 * names. Safe on every thread.
 */
final class SocketCounts {

    private final Namespaces namespaces;
    private final Map<String, AtomicInteger> counts;

    SocketCounts(Namespaces namespaces, MeterRegistry meters) {
        this.namespaces = namespaces;
        var all = new HashMap<String, AtomicInteger>();
        for (String each : namespaces.configured()) {
            var count = new AtomicInteger();
            all.put(each, count);
            Gauge.builder("parley.sockets", count, AtomicInteger::get)
                    .description("Clients in a namespace, or in all those that fit a pattern")
                    .tag("namespace", each)
                    .register(meters);
        }
        this.counts = Map.copyOf(all);
    }

    void entered(NamespaceSocket socket) {
        change(socket, 1);
    }

    void left(NamespaceSocket socket) {
        change(socket, -1);
    }

    private void change(NamespaceSocket socket, int by) {
        String configured = namespaces.configured(socket.namespace());
        AtomicInteger count = configured == null ? null : counts.get(configured);
        if (count != null) count.addAndGet(by);
    }
}
