package dev.parley.server;

import dev.parley.server.config.DrainConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the clients of one node go, once: nobody comes in, load balancers get time to notice, those that are there leave in
 * steps, the last are cut off. Safe on every thread; its steps follow one another. Without clients it waits for nothing.
 */
final class Drain {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final Duration STEP = Duration.ofMillis(100);

    /** As many leave with each step at least: a few do not make anybody wait. */
    private static final int LEAST = 10;

    /** The clients of the node. Safe on every thread. */
    interface Clients {

        /** How many there are now. */
        int connections();

        /** From now on nobody is let in, and the node says so. */
        void refuseNewcomers();

        /** Those that are there now, to be let go: as many as it is told in all. */
        IntConsumer depart();

        /** Cuts off all that are there. */
        void closeAll();
    }

    /** What goes by. Safe on every thread. */
    interface Time {

        long nanos();

        /** Completes when that has gone by. */
        Future<?> pause(Duration duration);
    }

    /**
     * What came of it.
     *
     * @param connections that there were
     * @param remaining those that are there still: they do not even take the farewell
     */
    record Drained(int connections, int remaining, Duration took) {

        @Override
        public String toString() {
            return "drained: " + (connections - remaining) + " of " + connections + " clients left in "
                    + Math.round(took.toMillis() / 100.0) / 10.0 + " s";
        }
    }

    private final DrainConfig config;
    private final Clients clients;
    private final Time time;
    private final DoubleSupplier chance;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger there = new AtomicInteger();
    private final Promise<Drained> done = Promise.promise();

    /**
     * @param chance from 0 to 1
     */
    Drain(DrainConfig config, Clients clients, Time time, DoubleSupplier chance, MeterRegistry meters) {
        this.config = config;
        this.clients = clients;
        this.time = time;
        this.chance = chance;
        Gauge.builder("parley.drain.remaining", this, drain -> drain.begun.get() ? clients.connections() : 0)
                .description("Client connections that a draining node has still; 0 on others")
                .register(meters);
        Gauge.builder("parley.drain.closed", this, Drain::closed)
                .description("Client connections that have gone since the node began to drain")
                .register(meters);
    }

    private double closed() {
        return begun.get() ? Math.max(0, there.get() - clients.connections()) : 0;
    }

    boolean hasBegun() {
        return begun.get();
    }

    /** Begins, if it has not; done when the last client is gone or the time is over. Does not fail. */
    Future<Drained> begin() {
        if (!begun.compareAndSet(false, true)) return done.future();
        clients.refuseNewcomers();
        there.set(clients.connections());
        long start = time.nanos();
        if (there.get() > 0) log.info("draining: {} clients are to leave", there);
        untilEmpty(start, config.readyDelay())
                .compose(noticed -> letGo(start))
                .compose(told -> untilEmpty(start, config.timeout()))
                .onComplete(waited -> {
                    int remaining = clients.connections();
                    if (remaining > 0) {
                        log.warn("{} clients have not left within {} and are cut off", remaining, config.timeout());
                    }
                    // Also if nobody is there: one may be on its way in.
                    clients.closeAll();
                    var drained = new Drained(there.get(), remaining, since(start));
                    if (drained.connections > 0) log.info("{}", drained);
                    done.complete(drained);
                });
        return done.future();
    }

    private Duration since(long start) {
        return Duration.ofNanos(time.nanos() - start);
    }

    /** Waits until there is nobody, or that has gone by since the start. */
    private Future<?> untilEmpty(long start, Duration limit) {
        Duration left = limit.minus(since(start));
        if (clients.connections() == 0 || !left.isPositive()) return Future.succeededFuture();
        return time.pause(left.compareTo(STEP) < 0 ? left : STEP).compose(later -> untilEmpty(start, limit));
    }

    private Future<?> letGo(long start) {
        if (clients.connections() == 0) return Future.succeededFuture();
        return letGo(start, time.nanos(), clients.connections(), 0, clients.depart());
    }

    /** A step comes sooner or later than the next, so that what comes back does not come in step. */
    private Future<?> letGo(long start, long first, int all, int gone, IntConsumer departure) {
        double share = (double) since(first).plus(STEP).toNanos()
                / Math.max(1, config.spread().toNanos());
        int inAll = Math.max(gone + LEAST, (int) Math.min(all, Math.ceil(all * share)));
        departure.accept(inAll);
        if (inAll >= all || clients.connections() == 0 || since(start).compareTo(config.timeout()) >= 0)
            return Future.succeededFuture();
        return time.pause(STEP.dividedBy(2).plusNanos((long) (STEP.toNanos() * chance.getAsDouble())))
                .compose(later -> letGo(start, first, all, inAll, departure));
    }
}
