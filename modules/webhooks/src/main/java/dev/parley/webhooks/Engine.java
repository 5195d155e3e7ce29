package dev.parley.webhooks;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.Outbox;
import dev.parley.bus.Outbox.Verdict;
import dev.parley.cluster.Membership;
import dev.parley.store.webhooks.Deliveries;
import dev.parley.store.webhooks.DeliverySketch;
import dev.parley.store.webhooks.Leases;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's part in the outbox: puts its pieces together, and begins and ends them. Owned by the verticle's context, which is
 * a virtual thread.
 */
final class Engine {

    /** Contents of fresh deliveries that are kept in memory. */
    private static final long BODY_BYTES = 32_000_000;

    private static final long TICK_MILLIS = 100;
    private static final long GAUGE_TICKS = 10;
    private static final Duration RELOAD_PAUSE = Duration.ofMillis(500);
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    /**
     * What it is made of.
     *
     * @param nanos for leases and deadlines
     * @param isPrepared whether anything may be stored
     * @param sender makes an attempt; does not fail
     */
    record Parts(
            WebhooksConfig config,
            Deliveries deliveries,
            Leases leases,
            NodeId self,
            Membership membership,
            Bus bus,
            InstantSource clock,
            LongSupplier nanos,
            BooleanSupplier isPrepared,
            Function<Post, Future<Judged>> sender,
            WebhookMeters meters) {}

    private final Context context;
    private final Vertx vertx;
    private final Parts parts;
    private final Holdings holdings = new Holdings();
    private final Addressees addressees;
    private final Queues queues;
    private final Contents contents;
    private final Notes notes;
    private final Courier courier;
    private final Appender appender;
    private final Replays replays;
    private final Ownership ownership;
    private final Consignor consignor;
    private final NodeDispatch dispatch;
    private long ticker;
    private long ticks;
    private volatile Gauges gauges = new Gauges(0, 0, 0, 0, Optional.empty());

    /** How it was when it was last looked at, for other threads. */
    private record Gauges(int pending, int held, int openCircuits, int partitions, Optional<Instant> oldest) {}

    /**
     * Puts it together.
     *
     * @param addressees makes what knows the recipients, given what discards what waits for one
     */
    Engine(Context context, Parts parts, Function<Addressees.Discarding, Addressees> addressees) {
        this.context = context;
        this.vertx = context.owner();
        this.parts = parts;
        WebhooksConfig config = parts.config();
        this.addressees = addressees.apply(this::discard);
        this.queues = new Queues(config, this.addressees::groupSize);
        this.contents = new Contents(parts.deliveries(), BODY_BYTES);
        this.notes = new Notes(vertx, parts.deliveries(), this::isFresh);
        var schedule = new RetrySchedule(
                config.retryAfter(), () -> ThreadLocalRandom.current().nextDouble());
        this.courier = new Courier(
                vertx,
                queues,
                contents,
                notes,
                this.addressees,
                parts.sender(),
                schedule,
                parts.clock(),
                this::isFresh,
                parts.meters());
        this.appender = new Appender(
                vertx,
                parts.deliveries(),
                holdings,
                queues,
                contents,
                config,
                parts.meters(),
                this::reload,
                courier::pump);
        this.replays = new Replays(parts.deliveries(), holdings, queues, notes, this::reload, courier::pump);
        this.ownership = new Ownership(
                vertx,
                parts.self(),
                parts.membership(),
                parts.leases(),
                parts.deliveries(),
                holdings,
                new Work(),
                config.lease(),
                parts.clock(),
                parts.nanos(),
                parts.isPrepared());
        this.consignor = new Consignor(new ByBus(), config.queued(), parts.meters(), parts.nanos());
        this.dispatch = new NodeDispatch(parts.self(), parts.membership(), parts.bus(), new Own(), consignor);
    }

    private boolean isFresh() {
        return ownership.isFresh();
    }

    NodeDispatch dispatch() {
        return dispatch;
    }

    Consignor consignor() {
        return consignor;
    }

    LivingNodes nodes() {
        return ownership;
    }

    /** Answers other nodes, and works from now on. */
    Future<Void> start() {
        watch();
        gauge();
        ticker = vertx.setPeriodic(TICK_MILLIS, due -> tick());
        return parts.bus().answer(Addresses.OUTBOX, dispatch::answer).onSuccess(open -> ownership.hasten());
    }

    private void watch() {
        parts.membership().watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {
                context.runOnContext(on -> ownership.hasten());
            }

            @Override
            public void left(NodeId node) {
                context.runOnContext(on -> {
                    consignor.lost(node.value());
                    ownership.hasten();
                });
            }
        });
    }

    private void tick() {
        consignor.tick();
        courier.pump();
        ticks++;
        if (ticks % GAUGE_TICKS == 0)
            gauges = new Gauges(
                    queues.pending(), consignor.held(), queues.openCircuits(), holdings.size(), queues.oldest());
    }

    private void gauge() {
        WebhookMeters meters = parts.meters();
        meters.gauge("pending", "Deliveries that this node has to make", () -> gauges.pending());
        meters.gauge("unstored", "Deliveries that wait in memory to be stored", () -> gauges.held());
        meters.gauge("circuits.open", "Endpoints that this node leaves alone for a while", () -> gauges.openCircuits());
        meters.gauge("partitions", "Partitions of the outbox that this node owns", () -> gauges.partitions());
        meters.seconds("pending.age", "Time since the oldest pending delivery was told", this::oldestAge);
    }

    private double oldestAge() {
        return gauges.oldest()
                .map(at -> Duration.between(at, parts.clock().instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    private void discard(Recipient to, boolean forget) {
        courier.discard(to, forget);
    }

    private void reload(Partition partition) {
        if (partition.doubt()) load(partition);
    }

    private void load(Partition partition) {
        parts.deliveries().sketches(partition.number()).onComplete(done -> {
            if (done.succeeded()) {
                loaded(partition, done.result());
            } else if (partition.isLoading()) {
                log.debug("partition {} cannot be read yet", partition.number(), done.cause());
                vertx.timer(RELOAD_PAUSE.toMillis(), TimeUnit.MILLISECONDS).onComplete(later -> load(partition));
            }
        });
    }

    private void loaded(Partition partition, List<DeliverySketch> sketches) {
        if (!partition.isLoading()) return;
        partition.merge(sketches, queues).forEach(notes::remove);
        courier.pump();
        consignor.pump();
    }

    /**
     * Stores what waits and ends what is under way, for some seconds each, and leaves the rest to the other nodes.
     *
     * @param cutOff ends all attempts
     */
    Future<Void> stop(Duration grace, Runnable cutOff) {
        long millis = grace.toMillis();
        // In time for what that makes of the attempts to be noted, and the partitions given up.
        long cut = vertx.setTimer(millis, due -> cutOff.run());
        return consignor
                .emptied()
                .timeout(millis, TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .compose(stored -> ownership.leave().timeout(2 * millis, TimeUnit.MILLISECONDS))
                .compose(left -> consignor.emptied().timeout(millis, TimeUnit.MILLISECONDS))
                .transform(over -> {
                    vertx.cancelTimer(cut);
                    vertx.cancelTimer(ticker);
                    courier.close();
                    notes.close();
                    if (consignor.held() > 0)
                        log.warn("{} webhook deliveries are lost: the store is away", consignor.held());
                    return ownership
                            .close()
                            .timeout(millis, TimeUnit.MILLISECONDS)
                            .otherwiseEmpty();
                });
    }

    /** What {@link Ownership} has done. */
    private final class Work implements Ownership.Work {

        @Override
        public void open(int number, long term) {
            var partition = new Partition(number, term, parts.config());
            holdings.add(partition);
            load(partition);
        }

        @Override
        public void lose(Partition partition) {
            log.info("partition {} of the outbox belongs to another node now", partition.number());
            partition.lose();
            queues.remove(partition);
            holdings.remove(partition);
        }

        @Override
        public Future<Void> end(Partition partition) {
            partition.close();
            queues.remove(partition);
            appender.settled().await();
            partition.idle().await();
            notes.flushed().await();
            return Future.succeededFuture();
        }

        @Override
        public void doubt(Partition partition) {
            reload(partition);
        }

        @Override
        public void looked() {
            consignor.pump();
            courier.pump();
        }

        @Override
        public void changed() {
            dispatch.changed();
        }

        @Override
        public boolean isQuiet() {
            return appender.isIdle();
        }
    }

    /** The way to owners. */
    private final class ByBus implements Route {

        @Override
        public Optional<String> owner(int partition) {
            return ownership.owner(partition);
        }

        @Override
        public Future<List<Verdict>> send(String node, List<Draft> drafts) {
            return dispatch.send(node, drafts);
        }

        @Override
        public void wrong() {
            ownership.hasten();
        }
    }

    /** What other nodes, and this one, have of this node's share. */
    private final class Own implements NodeDispatch.Share {

        @Override
        public Future<List<Verdict>> append(List<Draft> drafts) {
            return appender.append(drafts);
        }

        @Override
        public Future<Outbox.Replayed> replay(int partition, List<String> ids) {
            return replays.replay(partition, ids);
        }

        @Override
        public void discard(Recipient to, boolean forget) {
            courier.discard(to, forget);
        }

        @Override
        public Future<Void> refresh() {
            return addressees.refresh();
        }

        @Override
        public void look() {
            ownership.hasten();
        }

        @Override
        public Optional<String> owner(int partition) {
            return ownership.owner(partition);
        }
    }
}
