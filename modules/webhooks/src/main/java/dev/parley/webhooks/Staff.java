package dev.parley.webhooks;

import dev.parley.apps.Apps;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.FromWebhooks;
import dev.parley.bus.Message.ToWebhooks;
import dev.parley.bus.NodeId;
import dev.parley.bus.tracing.Tracing;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.Tell;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.bus.webhooks.Will;
import dev.parley.cluster.Membership;
import dev.parley.cluster.OccupiedPlaces;
import dev.parley.outbound.Guard;
import dev.parley.outbound.HttpCaller;
import dev.parley.store.webhooks.WebhookStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who does what in a {@link WebhookVerticle}, put together on its context, which owns all of them. */
final class Staff {

    /** How long what is under way may go on when the verticle stops, at each of the steps of that. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(Staff.class);

    /** What is around a verticle; its constructor says more. */
    record Surroundings(
            WebhooksConfig config,
            WebhookStore store,
            BooleanSupplier isPrepared,
            Apps apps,
            NodeId self,
            Membership membership,
            OccupiedPlaces places,
            Guard guard,
            Bus bus,
            InstantSource clock,
            MeterRegistry meters,
            Tracing tracing) {}

    private final Vertx vertx;
    private final Surroundings around;
    private final EndpointTable table;
    private final Sender sender;
    private final Engine engine;
    private final Disabling disabling;
    private final Intake intake;
    private final WillKeeper wills;
    private final WillExecutor executor;
    private final Occupancy occupancy;
    private final Desk desk;

    /** To be made on the context. */
    Staff(Context context, Surroundings around, EndpointTable table) {
        this.vertx = context.owner();
        this.around = around;
        this.table = table;
        WebhooksConfig config = around.config();
        WebhookStore store = around.store();
        InstantSource clock = around.clock();
        sender = new Sender(
                new HttpCaller(vertx, around.guard(), config.maxInFlightPerEndpoint()),
                config,
                around.apps()::find,
                around.tracing());
        engine = new Engine(
                context,
                parts(),
                discarding ->
                        new Addressees(table, store.endpoints(), config.disableAfter(), this::disable, discarding));
        wills = new WillKeeper(vertx, around.self().value(), engine.nodes().listed(), store.wills(), config.queued());
        intake = new Intake(new Drafts(table, clock), engine.consignor(), wills::takeBack);
        disabling =
                new Disabling(store.endpoints(), table, engine.dispatch(), told -> intake.report(List.of(told)), clock);
        executor = new WillExecutor(vertx, around.self().value(), engine.nodes(), store.wills(), intake::report, clock);
        occupancy = new Occupancy(
                vertx,
                around.self(),
                around.membership(),
                around.places(),
                table,
                store.places(),
                intake::report,
                clock);
        desk = new Desk(
                context,
                Optional.of(store),
                around.isPrepared(),
                table,
                engine.dispatch(),
                around.guard(),
                config,
                clock);
    }

    private Engine.Parts parts() {
        return new Engine.Parts(
                around.config(),
                around.store().deliveries(),
                around.store().leases(),
                around.self(),
                around.membership(),
                around.bus(),
                around.clock(),
                System::nanoTime,
                around.isPrepared(),
                sender::send,
                new WebhookMeters(around.meters()));
    }

    private void disable(Endpoint endpoint, String why) {
        disabling.disable(endpoint, why).onFailure(lost -> log.debug("{} is not disabled yet", endpoint, lost));
    }

    /** Done when it works; the store need not answer yet. */
    Future<Void> start() {
        executor.start();
        occupancy.start();
        return table.open().compose(known -> engine.start());
    }

    /** Does not fail but for bugs. */
    Future<? extends FromWebhooks> answer(ToWebhooks<?> asked) {
        return switch (asked) {
            case Tell tell -> intake.tell(tell);
            case Will will -> wills.write(will);
            case WebhookQuestion<?> question -> desk.answer(question);
            default -> throw new IllegalStateException(asked.getClass().getSimpleName());
        };
    }

    /** Does what can be done for some seconds, and leaves the rest to others. */
    Future<Void> stop() {
        executor.stop();
        occupancy.stop();
        return engine.stop(GRACE, sender::close)
                .transform(over -> wills.flushed().timeout(GRACE.toMillis(), TimeUnit.MILLISECONDS))
                .transform(written -> leave().timeout(GRACE.toMillis(), TimeUnit.MILLISECONDS))
                .otherwiseEmpty()
                .transform(gone -> {
                    table.close();
                    return sender.close();
                });
    }

    /** Whoever has left wills behind stays in the list of nodes, so that survivors find them. */
    private Future<Void> leave() {
        String self = around.self().value();
        return around.store()
                .wills()
                .of(self, "", 1)
                .compose(left -> left.isEmpty() ? around.store().leases().forget(self) : Future.succeededFuture());
    }
}
