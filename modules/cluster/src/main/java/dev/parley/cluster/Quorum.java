package dev.parley.cluster;

import dev.parley.bus.NodeId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node is with the greater part of its cluster. Safe on every thread: its state is one immutable {@link Roll}
 * that is replaced as a whole.
 *
 * <p>A node that goes without having said so is missed, until one joins in its place or it has been missed for long enough.
 * Where as many are missed as are there, nobody can tell the death of the others from a broken network.
 */
public final class Quorum {

    private static final Logger log = LoggerFactory.getLogger(Quorum.class);

    private final Membership membership;
    private final InstantSource clock;
    private final Duration missedFor;
    private final AtomicReference<Roll> roll = new AtomicReference<>(Roll.ALONE);
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * One for each node.
     *
     * @param missedFor how long a node is missed in whose place none joins
     */
    public Quorum(Membership membership, InstantSource clock, Duration missedFor, MeterRegistry meters) {
        this.membership = membership;
        this.clock = clock;
        this.missedFor = missedFor;
        Gauge.builder("parley.cluster.members", this, Quorum::members)
                .description("Nodes of the cluster as this one sees it, itself among them")
                .register(meters);
        Gauge.builder("parley.cluster.degraded", this, quorum -> quorum.degraded() ? 1 : 0)
                .description(
                        "1 where as many nodes are missed as are there: this may be the smaller part of a split cluster")
                .register(meters);
    }

    /** Begins to look. */
    public void open() {
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {
                change(now -> now.joined(node));
            }

            @Override
            public void left(NodeId node) {
                Instant until = clock.instant().plus(missedFor);
                change(now -> now.left(node, until));
            }
        });
        membership.others().forEach(node -> change(now -> now.joined(node)));
    }

    /** A node has said that it lets its clients go, and may leave. */
    public void departing(NodeId node) {
        change(now -> now.departing(node));
    }

    /** Tells a change that time alone has made. To be called every few seconds. */
    public void check() {
        boolean degraded = degraded();
        if (told.getAndSet(degraded) == degraded) return;
        if (degraded) log.warn("cluster: degraded, as many nodes are missed as are there; local clients are served on");
        else log.info("cluster: not degraded any more");
    }

    /** How many nodes there are, this one among them. */
    public int members() {
        return roll.get().others().size() + 1;
    }

    /** Whether as many nodes are missed as are there. */
    public boolean degraded() {
        return roll.get().missed(clock.instant()) >= members();
    }

    /** Whether there is another node that clients can go to. */
    public boolean hasAnother() {
        Roll now = roll.get();
        return !now.departing().containsAll(now.others());
    }

    private void change(UnaryOperator<Roll> how) {
        Roll before = roll.getAndUpdate(how);
        if (members() != before.others().size() + 1) log.info("cluster: {} nodes", members());
        check();
    }
}
