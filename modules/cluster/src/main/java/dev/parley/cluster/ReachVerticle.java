package dev.parley.cluster;

import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the other nodes reach this one: asks the cluster again and again, and when a node joins, whether it lists
 * the node's address, and opens that again where it does not. One instance, confined to its event loop.
 *
 * <p>What the event bus has registered for a node can be lost when the parts of a split cluster merge, or when a member
 * that kept it dies at the wrong time; nobody would notice but by silence.
 */
public final class ReachVerticle extends VerticleBase {

    /** A second look is a question to one member, so this may be often. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    /** When a node is back, the cluster has put together what its parts had by then. */
    private static final long AFTER_A_MERGE_MILLIS = 500;

    private static final Logger log = LoggerFactory.getLogger(ReachVerticle.class);

    private final NodeId self;
    private final Bus bus;
    private final Cluster cluster;
    private final Duration every;
    private final Counter reopened;
    private boolean looking;

    public ReachVerticle(NodeId self, Bus bus, Cluster cluster, Duration every, MeterRegistry meters) {
        this.self = self;
        this.bus = bus;
        this.cluster = cluster;
        this.every = every;
        this.reopened = Counter.builder("parley.cluster.reopened")
                .description("How often the cluster had lost the address of this node")
                .register(meters);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(every.toMillis(), tick -> look());
        cluster.membership().watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {
                context.runOnContext(here -> vertx.setTimer(AFTER_A_MERGE_MILLIS, later -> look()));
            }

            @Override
            public void left(NodeId node) {}
        });
        return Future.succeededFuture();
    }

    private void look() {
        if (looking) return;
        looking = true;
        cluster.lists(self)
                .compose(listed -> listed ? Future.<Void>succeededFuture() : reopen())
                .onComplete(looked -> looking = false)
                .onFailure(fault -> log.warn("nobody knows whether the others reach this node", fault));
    }

    private Future<Void> reopen() {
        log.warn("the cluster has lost the address of this node; it is opened again");
        reopened.increment();
        return bus.reopen(self);
    }
}
