package dev.parley.webhooks;

import dev.parley.apps.Apps;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.FromWebhooks;
import dev.parley.bus.Message.ToWebhooks;
import dev.parley.bus.NodeId;
import dev.parley.bus.tracing.Tracing;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.bus.webhooks.Told;
import dev.parley.bus.webhooks.WebhookAnswer;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion;
import dev.parley.cluster.Membership;
import dev.parley.cluster.OccupiedPlaces;
import dev.parley.outbound.Guard;
import dev.parley.store.Store;
import dev.parley.store.webhooks.WebhookStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link Addresses#WEBHOOKS}, and other nodes at {@link Addresses#OUTBOX}. Confined to its virtual-thread context:
 * deploy one instance for each node, with {@link ThreadingModel#VIRTUAL_THREAD}.
 */
public final class WebhookVerticle extends VerticleBase {

    private final WebhooksConfig config;
    private final Optional<Store> store;
    private final Optional<WebhookStore> kept;
    private final Apps apps;
    private final NodeId self;
    private final Membership membership;
    private final OccupiedPlaces places;
    private final Guard guard;
    private final Bus bus;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Tracing tracing;
    private volatile Subscriptions subscriptions = Subscriptions.NONE;
    private @Nullable Staff staff;

    /**
     * Makes one.
     *
     * @param store without one nothing is told, and everything is refused with {@link WebhookFault#NO_STORE}; to be watched
     *     after this
     */
    public WebhookVerticle(
            WebhooksConfig config,
            Optional<Store> store,
            Apps apps,
            NodeId self,
            Membership membership,
            OccupiedPlaces places,
            Guard guard,
            Bus bus,
            InstantSource clock,
            MeterRegistry meters,
            Tracing tracing) {
        this.config = config;
        this.store = store;
        this.kept = store.map(Store::webhooks);
        this.apps = apps;
        this.self = self;
        this.membership = membership;
        this.places = places;
        this.guard = guard;
        this.bus = bus;
        this.clock = clock;
        this.meters = meters;
        this.tracing = tracing;
    }

    /** What the endpoints want, as this node knows it; nothing before it is deployed. Safe on every thread. */
    public Subscriptions subscriptions() {
        return (app, type) -> subscriptions.wants(app, type);
    }

    @Override
    public Future<?> start() {
        if (context.threadingModel() != ThreadingModel.VIRTUAL_THREAD) {
            return Future.failedFuture(new IllegalStateException("WebhookVerticle needs a virtual thread"));
        }
        return kept.map(this::serve).orElseGet(() -> bus.answer(Addresses.WEBHOOKS, WebhookVerticle::withoutStore));
    }

    private static Future<? extends FromWebhooks> withoutStore(ToWebhooks<?> asked) {
        return Future.succeededFuture(
                asked instanceof WebhookQuestion ? WebhookAnswer.refused(WebhookFault.NO_STORE) : new Told(false));
    }

    private Future<?> serve(WebhookStore kept) {
        var table = new EndpointTable(vertx, Optional.of(kept.endpoints()), config);
        var surroundings = new Staff.Surroundings(
                config, kept, this::isPrepared, apps, self, membership, places, guard, bus, clock, meters, tracing);
        var hired = new Staff(context, surroundings, table);
        staff = hired;
        subscriptions = table;
        return hired.start().compose(working -> bus.answer(Addresses.WEBHOOKS, hired::answer));
    }

    /** Without its indexes nothing in the store is safe. */
    private boolean isPrepared() {
        return store.map(Store::isPrepared).orElse(false);
    }

    @Override
    public Future<?> stop() {
        return staff == null ? Future.succeededFuture() : staff.stop();
    }
}
