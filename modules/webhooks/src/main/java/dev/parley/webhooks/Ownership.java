package dev.parley.webhooks;

import dev.parley.bus.NodeId;
import dev.parley.cluster.Membership;
import dev.parley.store.documents.StoreLost;
import dev.parley.store.webhooks.Deliveries;
import dev.parley.store.webhooks.Leases;
import dev.parley.store.webhooks.Leases.NodeLease;
import dev.parley.store.webhooks.Leases.PartitionLease;
import dev.parley.webhooks.Share.Step;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says again and again that this node lives, and has it work with those partitions that are its share. Owned by the
 * verticle's context, a virtual thread: fields may have changed wherever it waits for the store.
 */
final class Ownership implements LivingNodes {

    /** How often within a lease a node says that it lives. */
    private static final int RENEWALS = 5;

    /** How often a node that has not said so yet tries to: the store may be just starting. */
    private static final long FIRST_MILLIS = 100;

    private static final Logger log = LoggerFactory.getLogger(Ownership.class);

    /** What is done with a partition. */
    interface Work {

        /** It is this node's: read it, and begin. */
        void open(int partition, long term);

        /** It is another node's. */
        void lose(Partition partition);

        /** Ends what is under way; done when it is over and noted. */
        Future<Void> end(Partition partition);

        /** Somebody else added to it. */
        void doubt(Partition partition);

        /** Owners may have changed. */
        void looked();

        /** Tells the others that owners have changed. */
        void changed();

        /** Whether nothing is added to partitions at the moment. */
        boolean isQuiet();
    }

    private final Vertx vertx;
    private final String self;
    private final Leases leases;
    private final Deliveries deliveries;
    private final Holdings holdings;
    private final Work work;
    private final LeaseWatch watch;
    private final Duration lease;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final BooleanSupplier isPrepared;
    private final Promise<Void> listed = Promise.promise();
    private final Map<Integer, PartitionLease> known = new HashMap<>();
    private long renewals;
    private @Nullable Long fresh;
    private boolean running;
    private boolean again;
    private boolean leaving;
    private int handingOver;
    private boolean closed;
    private boolean away;
    private long timer;
    private @Nullable Promise<Void> ended;

    Ownership(
            Vertx vertx,
            NodeId self,
            Membership membership,
            Leases leases,
            Deliveries deliveries,
            Holdings holdings,
            Work work,
            Duration lease,
            InstantSource clock,
            LongSupplier nanos,
            BooleanSupplier isPrepared) {
        this.vertx = vertx;
        this.self = self.value();
        this.leases = leases;
        this.deliveries = deliveries;
        this.holdings = holdings;
        this.work = work;
        this.lease = lease;
        this.clock = clock;
        this.nanos = nanos;
        this.isPrepared = isPrepared;
        this.watch = new LeaseWatch(
                this.self,
                lease,
                membership.equals(Membership.ALONE),
                node -> membership.others().contains(new NodeId(node)));
    }

    /** Whether what this node took for its own when it last looked is certainly so. */
    boolean isFresh() {
        return fresh != null && nanos.getAsLong() - fresh < lease.toNanos() / 2;
    }

    Optional<String> owner(int partition) {
        return Optional.ofNullable(known.get(partition)).flatMap(PartitionLease::owner);
    }

    @Override
    public Set<String> living() {
        return watch.living();
    }

    @Override
    public Future<Void> listed() {
        return listed.future();
    }

    @Override
    public Set<String> lost() {
        return watch.lost();
    }

    @Override
    public Future<Void> forget(String node) {
        return leases.forget(node);
    }

    /** Looks at once, and from then on several times within a lease. */
    void hasten() {
        again = true;
        if (running || closed) return;
        running = true;
        vertx.cancelTimer(timer);
        vertx.runOnContext(start -> run());
    }

    private void run() {
        while (again && !closed) {
            again = false;
            look();
        }
        running = false;
        if (closed) {
            endIfIdle();
        } else {
            timer = vertx.setTimer(pause(), due -> hasten());
        }
    }

    private long pause() {
        long renewal = Math.max(1, lease.toMillis() / RENEWALS);
        return listed.future().isComplete() ? renewal : Math.min(renewal, FIRST_MILLIS);
    }

    private void look() {
        if (!isPrepared.getAsBoolean()) return;
        try {
            long start = nanos.getAsLong();
            renewals++;
            leases.renew(new NodeLease(self, leaving ? LeaseWatch.LEAVING : renewals, clock.instant()))
                    .await();
            listed.tryComplete();
            watch.look(leases.nodes().await(), nanos.getAsLong());
            Map<Integer, PartitionLease> found = leases.partitions().await().stream()
                    .collect(Collectors.toMap(PartitionLease::partition, each -> each));
            known.putAll(found);
            boolean changed = false;
            for (Step step : Share.steps(self, watch.living(), watch.working(), found, held())) changed |= take(step);
            fresh = start;
            if (away) log.info("the outbox of webhooks is within reach again");
            away = false;
            if (changed) work.changed();
            work.looked();
            check();
        } catch (StoreLost lost) {
            if (!away) log.warn("the outbox of webhooks is out of reach ({})", lost.getMessage());
            away = true;
        } catch (RuntimeException bug) {
            log.error("who owns the outbox cannot be found out", bug);
        }
    }

    private Map<Integer, Long> held() {
        return holdings.all().stream().collect(Collectors.toMap(Partition::number, Partition::term));
    }

    private boolean take(Step step) {
        switch (step) {
            case Step.Lose(int partition) -> holdings.find(partition).ifPresent(work::lose);
            case Step.Open(int partition, long term) -> work.open(partition, term);
            case Step.Take(int partition, long term) -> {
                var lease = new PartitionLease(partition, Optional.of(self), term);
                if (!leases.take(lease).await()) return false;
                known.put(partition, lease);
                work.open(partition, term);
                return true;
            }
            case Step.HandOver(int partition, long term) ->
                holdings.find(partition)
                        .ifPresentOrElse(
                                each -> {
                                    if (!each.isClosing()) vertx.runOnContext(start -> handOver(each));
                                },
                                () -> vertx.runOnContext(start -> release(partition, term)));
        }
        return false;
    }

    private void handOver(Partition partition) {
        if (partition.isClosing() || !partition.isOurs()) return;
        handingOver++;
        try {
            work.end(partition).await();
            if (partition.isOurs()) {
                holdings.remove(partition);
                release(partition.number(), partition.term());
            }
        } catch (RuntimeException closed) {
            log.debug("partition {} is not given up: {}", partition.number(), closed.getMessage());
        } finally {
            handingOver--;
            endIfIdle();
        }
    }

    /** Whoever still waits for the store when the context ends would never come back. */
    private void endIfIdle() {
        if (ended != null && !running && handingOver == 0) ended.tryComplete();
    }

    /** If that is in vain, the next look finds it so. */
    private void release(int partition, long term) {
        try {
            var nobodys = new PartitionLease(partition, Optional.empty(), term + 1);
            if (leases.take(nobodys).await()) known.put(partition, nobodys);
            work.changed();
        } catch (RuntimeException lost) {
            log.debug("partition {} is not given up yet: {}", partition, lost.toString());
        }
    }

    /** A node that did not know that it was taken for dead may have added something meanwhile. */
    private void check() {
        for (Partition partition : holdings.all()) {
            long next = partition.next();
            if (!partition.isOpen() || !work.isQuiet()) continue;
            boolean taken = deliveries.isTaken(partition.number(), next).await();
            if (taken && partition.isOpen() && partition.next() == next && work.isQuiet()) work.doubt(partition);
        }
    }

    /**
     * Gives up all partitions, once what is under way is over.
     *
     * @return done when all are given up; it takes as long as the store is away
     */
    Future<Void> leave() {
        leaving = true;
        hasten();
        Promise<Void> left = Promise.promise();
        vertx.runOnContext(start -> {
            for (Partition partition : holdings.all()) vertx.runOnContext(on -> handOver(partition));
            awaitNone(left);
        });
        return left.future();
    }

    private void awaitNone(Promise<Void> left) {
        if (holdings.size() == 0 && handingOver == 0) left.complete();
        else if (!closed) vertx.setTimer(20, later -> awaitNone(left));
    }

    /** Looks no more; done when nothing is under way. */
    Future<Void> close() {
        closed = true;
        vertx.cancelTimer(timer);
        Promise<Void> end = Promise.promise();
        ended = end;
        endIfIdle();
        return end.future();
    }
}
