package dev.parley.sockets;

import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Passage;
import dev.parley.bus.tracing.Span;
import dev.parley.bus.tracing.Tracing;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Sees to it that what is to be known of events that are timed or traced is noted. Safe on every thread. */
final class PassageWatch {

    private static final String FAN_OUT = "fan-out";

    private final NodeId self;
    private final Tracing tracing;
    private final DeliveryTimes times;

    PassageWatch(NodeId self, Tracing tracing, DeliveryTimes times) {
        this.self = self;
        this.tracing = tracing;
        this.times = times;
    }

    /** Such an event has reached this node. To be called before it is given to the loops, and what it returns after that. */
    Runnable follow(Broadcast event, Passage passage, List<SocketLoop> loops) {
        Optional<Span> span = passage.trace()
                .filter(trace -> tracing.isOn())
                .map(trace -> tracing.begin(Tracing.Kind.CONSUMER, FAN_OUT, passage.trace())
                        .note("parley.node", self.value())
                        .note("parley.event.id", event.id())
                        .note("parley.accepted.by", passage.from().value()));
        return () -> whenWritten(loops, () -> {
            times.handedOver(passage, passage.from().equals(self));
            span.ifPresent(Span::end);
        });
    }

    private static void whenWritten(List<SocketLoop> loops, Runnable then) {
        var left = new AtomicInteger(loops.size());
        for (SocketLoop loop : loops) {
            loop.afterwards(() -> {
                if (left.decrementAndGet() == 0) then.run();
            });
        }
    }
}
