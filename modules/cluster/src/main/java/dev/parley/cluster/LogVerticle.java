package dev.parley.cluster;

import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Bus;
import dev.parley.bus.LogMessage.FromLog;
import dev.parley.bus.LogMessage.LogCopied;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.LogMessage.ToLog;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's event log, and gives everything that goes out in recoverable namespaces one order. One instance; its
 * event loop owns the {@link LogKeeper}.
 */
public final class LogVerticle extends VerticleBase implements EventLogs, Sequencer {

    private static final Logger log = LoggerFactory.getLogger(LogVerticle.class);
    private static final long TICK_MILLIS = 100;
    private static final long REFRESH_MILLIS = TimeUnit.SECONDS.toMillis(5);

    /** A node that stops waits so long for its logs to be copied. */
    private static final long PARTING_MILLIS = TimeUnit.SECONDS.toMillis(5);

    /** Of a record that nobody writes again, beyond the time that it is of use. */
    private static final Duration SPARE = Duration.ofMinutes(10);

    private final NodeId self;
    private final Bus bus;
    private final Membership membership;
    private final LogConfig config;
    private final LogDirectory logs;
    private final LogMeters meters;
    private final LogKeeper keeper;
    private final Freezes frozen;

    /**
     * @param number is written by this one alone
     * @param directory who has members where
     */
    public LogVerticle(
            NodeId self,
            LogNumber number,
            Bus bus,
            Cluster cluster,
            RoomDirectory directory,
            LogConfig config,
            MeterRegistry meters) {
        this.self = self;
        this.bus = bus;
        this.membership = cluster.membership();
        this.config = config;
        this.logs = new LogDirectory(
                self, membership, cluster.records("logs"), config.life().plus(SPARE), System::currentTimeMillis);
        this.frozen = new Freezes(System.nanoTime(), logs::unsettle);
        this.meters = new LogMeters(meters);
        this.keeper = new LogKeeper(
                self, number, directory, config, new OverTheBus(), this.meters, System::currentTimeMillis);
    }

    @Override
    public Future<?> start() {
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {
                context.runOnContext(here -> keeper.joined(node));
            }

            @Override
            public void left(NodeId node) {
                logs.left(node);
                context.runOnContext(here -> keeper.left(node));
            }
        });
        vertx.setPeriodic(TICK_MILLIS, tick -> {
            frozen.tick(System.nanoTime());
            keeper.tick();
        });
        vertx.setPeriodic(REFRESH_MILLIS, tick -> refresh());
        return bus.hear(Addresses.LOG, keeper::hear)
                .compose(open -> bus.answer(Addresses.LOG_COPIES, part -> Future.succeededFuture(keeper.hear(part))))
                .compose(open -> logs.read())
                .onSuccess(known -> keeper.start(membership.others()));
    }

    private void refresh() {
        logs.read()
                .onSuccess(keeper::compare)
                .onFailure(fault -> log.warn("the cluster does not tell where the event logs are", fault));
    }

    @Override
    public Future<?> stop() {
        Promise<Void> copied = Promise.promise();
        long timer = vertx.setPeriodic(TICK_MILLIS / 4, tick -> {
            if (keeper.isCopied()) copied.tryComplete();
        });
        vertx.setTimer(PARTING_MILLIS, late -> copied.tryComplete());
        return copied.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    // ---- Sequencer ----

    @Override
    public boolean covers(AppNamespace namespace) {
        return config.recoverable().test(namespace);
    }

    @Override
    public <T> Future<T> inOrder(Supplier<Future<T>> action) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> done = Promise.promise();
        context.runOnContext(here -> action.get()
                .onComplete(result -> caller.runOnContext(back -> {
                    if (result.succeeded()) done.complete(result.result());
                    else done.fail(result.cause());
                })));
        return done.future();
    }

    @Override
    public Future<Void> accept(Broadcast event, BiConsumer<NodeId, Broadcast> send) {
        return keeper.accept(event, send);
    }

    // ---- EventLogs ----

    @Override
    public Future<List<LogPlace>> all() {
        return logs.read().map(read -> logs.places());
    }

    @Override
    public List<LogPlace> known() {
        return logs.places();
    }

    @Override
    public boolean unsettled() {
        return logs.unsettled();
    }

    @Override
    public void ask(NodeId holder, ToLog request) {
        bus.send(holder.equals(self) ? Addresses.LOG : Addresses.node(holder), request);
    }

    private final class OverTheBus implements LogPeers {

        @Override
        public void send(NodeId node, FromLog said) {
            bus.send(node.equals(self) ? Addresses.FANOUT : Addresses.node(node), said);
        }

        @Override
        public Future<LogCopied> copy(NodeId node, LogCopy part) {
            meters.partSent();
            return bus.ask(Addresses.node(node), part);
        }

        @Override
        public Future<Void> record(NodeId origin, LogRecord record) {
            return logs.write(origin, record)
                    .onFailure(fault -> log.warn("the cluster was not told of the log of {}", origin, fault));
        }

        @Override
        public void forget(NodeId origin) {
            logs.remove(origin).onFailure(fault -> log.warn("the record of the log of {} stays", origin, fault));
        }

        @Override
        public Future<Map<NodeId, LogRecord>> records() {
            return logs.read();
        }
    }
}
