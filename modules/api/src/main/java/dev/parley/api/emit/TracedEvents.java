package dev.parley.api.emit;

import dev.parley.api.http.RequestSpans;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Passage;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Has events go on with the trace of the request that brought them.
 *
 * @param self the node that accepts them
 */
public record TracedEvents(NodeId self, InstantSource clock) {

    /** The event as it is where the request is not traced. */
    Broadcast traced(Broadcast event, RoutingContext ctx) {
        return RequestSpans.traceparent(ctx)
                .map(trace -> event.with(Passage.begin(self, clock.instant(), Optional.of(trace))))
                .orElse(event);
    }
}
