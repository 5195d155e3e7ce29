package dev.parley.webhooks;

import dev.parley.bus.webhooks.Endpoint;
import dev.parley.store.webhooks.Endpoints;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who the recipients of deliveries are, and what becomes of them. Owned by the verticle's context. */
final class Addressees {

    /** What becomes of what waits for a recipient. */
    interface Discarding {
        void discard(Recipient to, boolean forget);
    }

    /** By then this node knows an endpoint that was made elsewhere. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private static final Duration LATER = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(Addressees.class);

    private final EndpointTable table;
    private final Endpoints endpoints;
    private final EndpointHealth health;
    private final BiConsumer<Endpoint, String> disable;
    private final Discarding discarding;
    private boolean asking;

    /**
     * Makes one.
     *
     * @param disable disables an endpoint, and says why
     */
    Addressees(
            EndpointTable table,
            Endpoints endpoints,
            Duration disableAfter,
            BiConsumer<Endpoint, String> disable,
            Discarding discarding) {
        this.table = table;
        this.endpoints = endpoints;
        this.health = new EndpointHealth(endpoints, disableAfter, disable);
        this.disable = disable;
        this.discarding = discarding;
    }

    /** Knows all that had changed before this call; fails if the store is lost. */
    Future<Void> refresh() {
        return table.refresh();
    }

    Optional<Endpoint> find(Recipient to) {
        return table.find(to.app(), to.endpoint());
    }

    /** How many deliveries of a lane go to one together. */
    int groupSize(Recipient to) {
        return to.isCallback()
                ? 1
                : find(to).map(each -> Math.max(1, each.settings().batch())).orElse(1);
    }

    /**
     * A delivery is for one that this node does not know. Only the store knows whether it is gone, or too new. The configured
     * one may be missing in this node's configuration alone, or for a while.
     *
     * @return when to look again
     */
    Duration missing(Recipient to) {
        if (to.endpoint().equals(Endpoint.CONFIGURED)) return LATER;
        if (asking) return SOON;
        asking = true;
        endpoints.all().onComplete(done -> {
            asking = false;
            if (done.failed()) return;
            boolean gone = done.result().stream()
                    .noneMatch(each -> each.app().equals(to.app()) && each.id().equals(to.endpoint()));
            if (gone) discarding.discard(to, true);
        });
        return SOON;
    }

    void bury(Recipient to) {
        discarding.discard(to, false);
    }

    /** It answered 410. */
    void gone(Endpoint endpoint) {
        log.debug("{} is gone", endpoint);
        disable.accept(endpoint, "gone");
    }

    void delivered(Endpoint endpoint, Instant now) {
        health.delivered(endpoint, now);
    }

    void failed(Endpoint endpoint, Instant now) {
        health.failed(endpoint, now);
    }
}
