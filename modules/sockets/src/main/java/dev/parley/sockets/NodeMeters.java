package dev.parley.sockets;

import dev.parley.sockets.engine.SessionDirectory;
import dev.parley.sockets.engine.Traffic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What is measured of the clients of a node, over all its event loops. Safe on every thread: the loops count by themselves, and
 * are asked when somebody wants to know.
 */
final class NodeMeters {

    private final MeterRegistry meters;
    private final Counter deliveries;
    private final List<Traffic> loops = new CopyOnWriteArrayList<>();
    private final List<LoopDelay> delays = new CopyOnWriteArrayList<>();

    NodeMeters(SessionDirectory sessions, RoomQuota rooms, MeterRegistry meters) {
        this.meters = meters;
        this.deliveries = Counter.builder("parley.deliveries")
                .description("Copies of events handed to sockets of this node")
                .register(meters);
        connections("polling", sessions, SessionDirectory::polling);
        connections("websocket", sessions, each -> Math.max(0, each.size() - each.polling()));
        Gauge.builder("parley.rooms", rooms, RoomQuota::rooms)
                .description("Rooms that have members on this node")
                .register(meters);
        FunctionCounter.builder("parley.events.received", this, each -> each.sum(Traffic::receivedEvents))
                .description("Events that clients of this node sent")
                .register(meters);
        FunctionCounter.builder("parley.received", this, each -> each.sum(Traffic::receivedBytes))
                .description("Messages of clients, without what the transport adds to them")
                .baseUnit("bytes")
                .register(meters);
        FunctionCounter.builder("parley.sent", this, each -> each.sum(Traffic::sentBytes))
                .description("Packets handed to the network for clients, as WebSocket frames, before any compression")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("parley.outbound.waiting", this, each -> each.sum(Traffic::waitingBytes))
                .description("Packets that clients have not taken yet")
                .baseUnit("bytes")
                .register(meters);
    }

    private void connections(String transport, SessionDirectory sessions, ToDoubleFunction<SessionDirectory> count) {
        Gauge.builder("parley.connections", sessions, count)
                .description("Open client connections, by their transport of the moment")
                .tag("transport", transport)
                .register(meters);
    }

    /** An event loop begins to serve clients. */
    void add(Traffic traffic, LoopDelay delay) {
        loops.add(traffic);
        delays.add(delay);
    }

    Counter deliveries() {
        return deliveries;
    }

    /** How long the event loop that is furthest behind has done nothing of what was due. */
    Duration behind() {
        return delays.stream().map(LoopDelay::behind).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private double sum(ToLongFunction<Traffic> of) {
        return loops.stream().mapToLong(of).sum();
    }
}
