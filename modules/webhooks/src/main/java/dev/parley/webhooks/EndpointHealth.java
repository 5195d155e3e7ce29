package dev.parley.webhooks;

import dev.parley.bus.webhooks.Endpoint;
import dev.parley.store.webhooks.Endpoints;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when an endpoint begins to fail, and when it works again, for all nodes; and has it disabled when it has failed for
 * too long. Owned by the verticle's context.
 */
final class EndpointHealth {

    /** By then this node hears of what it has noted; it may be another one that noted something since. */
    private static final Duration HEARD = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(EndpointHealth.class);

    private final Endpoints endpoints;
    private final Duration disableAfter;
    private final BiConsumer<Endpoint, String> disable;
    private final Map<Recipient, Instant> noted = new HashMap<>();

    /**
     * Nothing is noted.
     *
     * @param disable disables an endpoint, and says why
     */
    EndpointHealth(Endpoints endpoints, Duration disableAfter, BiConsumer<Endpoint, String> disable) {
        this.endpoints = endpoints;
        this.disableAfter = disableAfter;
        this.disable = disable;
    }

    void failed(Endpoint endpoint, Instant now) {
        if (endpoint.failingSince().isPresent()) {
            Instant since = endpoint.failingSince().get();
            if (!now.isBefore(since.plus(disableAfter)) && isToBeNoted(endpoint, now))
                disable.accept(endpoint, "failing");
        } else if (isToBeNoted(endpoint, now)) {
            endpoints.failing(endpoint, now).onFailure(lost -> forget(endpoint, lost));
        }
    }

    void delivered(Endpoint endpoint, Instant now) {
        boolean failed = noted.remove(key(endpoint)) != null;
        if (!failed && endpoint.failingSince().isEmpty()) return;
        // Noted at each success until this node hears of it: that is for a second or two.
        endpoints.recovered(endpoint).onFailure(lost -> log.debug("not noted that {} works", endpoint, lost));
    }

    private boolean isToBeNoted(Endpoint endpoint, Instant now) {
        Instant last = noted.get(key(endpoint));
        if (last != null && now.isBefore(last.plus(HEARD))) return false;
        noted.put(key(endpoint), now);
        return true;
    }

    private void forget(Endpoint endpoint, Throwable lost) {
        noted.remove(key(endpoint));
        log.debug("not noted that {} fails", endpoint, lost);
    }

    private static Recipient key(Endpoint endpoint) {
        return new Recipient(endpoint.app(), endpoint.id());
    }
}
