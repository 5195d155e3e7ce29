package dev.parley.webhooks;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.webhooks.WebhooksConfig.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Hears {@link Addresses#ACTIVITY} and tells the application's backend. Confined to its virtual-thread context: deploy
 * one instance for each node, with {@link ThreadingModel#VIRTUAL_THREAD}; two would share an address and with it each
 * lane.
 */
public final class WebhookVerticle extends VerticleBase {

    /** How long what is ready may still be sent when the verticle stops. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final WebhooksConfig config;
    private final Bus bus;
    private final InstantSource clock;
    private final Tally tally = new Tally();
    private @Nullable Courier courier;

    public WebhookVerticle(WebhooksConfig config, Bus bus, InstantSource clock) {
        this.config = config;
        this.bus = bus;
        this.clock = clock;
    }

    /** The numbers so far. Safe on every thread. */
    public WebhookCounts counts() {
        return tally.counts();
    }

    @Override
    public Future<?> start() {
        if (context.threadingModel() != ThreadingModel.VIRTUAL_THREAD) {
            return Future.failedFuture(new IllegalStateException("WebhookVerticle needs a virtual thread"));
        }
        return config.endpoint().map(this::serve).orElse(Future.succeededFuture());
    }

    private Future<Void> serve(Endpoint endpoint) {
        var outbox = new MemoryOutbox(config.queued());
        var schedule = new RetrySchedule(
                config.retryAfter(), () -> ThreadLocalRandom.current().nextDouble());
        var sender = new Sender(vertx, config, endpoint, Courier.IN_FLIGHT, clock);
        var of = new Courier(vertx, outbox, sender, schedule, clock, tally);
        courier = of;
        return bus.hear(Addresses.ACTIVITY, activity -> {
            if (activity.app().equals(endpoint.app())) of.accept(activity);
        });
    }

    @Override
    public Future<?> stop() {
        return courier == null ? Future.succeededFuture() : courier.close(GRACE);
    }
}
