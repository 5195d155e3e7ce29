package dev.parley.cluster;

import dev.parley.bus.Message.Interest;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.NodeId;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.core.Future;
import java.util.concurrent.atomic.LongAdder;

/** What it costs to tell the other nodes where there are members. Counted on DirectoryVerticle's event loop, read on any thread. */
final class InterestTraffic implements MeterBinder {

    private final LongAdder batches = new LongAdder();
    private final LongAdder beats = new LongAdder();
    private final LongAdder hellos = new LongAdder();
    private final LongAdder places = new LongAdder();
    private final LongAdder gaps = new LongAdder();

    /** The same peers, and what is said to them is counted, each time that it is said. */
    InterestKeeper.Peers counted(InterestKeeper.Peers peers) {
        return new InterestKeeper.Peers() {
            @Override
            public Future<InterestSnapshot> hello(NodeId node, NodeId from, int attempt) {
                hellos.increment();
                return peers.hello(node, from, attempt);
            }

            @Override
            public Future<InterestApplied> tell(NodeId node, InterestDelta delta) {
                int told = delta.entered().size() + delta.left().size();
                (told == 0 ? beats : batches).increment();
                places.add(told);
                return peers.tell(node, delta);
            }

            @Override
            public Future<Void> pause() {
                return peers.pause();
            }

            @Override
            public Future<Void> grace() {
                return peers.grace();
            }
        };
    }

    /** Counts what another node was answered.
     *
     * @return the answer
     */
    Interest answered(Interest answer) {
        if (answer instanceof InterestApplied applied && !applied.inStep()) gaps.increment();
        return answer;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        sent(meters, "batch", batches);
        sent(meters, "beat", beats);
        sent(meters, "hello", hellos);
        FunctionCounter.builder("parley.interest.places", places, LongAdder::sum)
                .description("Rooms and users that batches told another node of, entered and left")
                .register(meters);
        FunctionCounter.builder("parley.interest.gaps", gaps, LongAdder::sum)
                .description("Batches and beats of other nodes for which one before them was missing here")
                .register(meters);
    }

    private static void sent(MeterRegistry meters, String kind, LongAdder count) {
        FunctionCounter.builder("parley.interest.sent", count, LongAdder::sum)
                .description(
                        "Messages to one other node about where there are members; one batch has what came up meanwhile")
                .tag("kind", kind)
                .register(meters);
    }
}
