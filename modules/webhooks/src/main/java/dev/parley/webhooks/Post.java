package dev.parley.webhooks;

import dev.parley.bus.webhooks.Callback;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.store.webhooks.StoredDelivery;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One attempt.
 *
 * @param trusted whether the operator chose the address
 * @param id of the request
 * @param at when it is made
 * @param deliveries one, or several that go together
 * @param endpoint whose secrets sign; nothing for a callback
 */
record Post(
        URI url,
        boolean trusted,
        Callback.Form form,
        String id,
        String app,
        Instant at,
        List<StoredDelivery> deliveries,
        Optional<Endpoint> endpoint) {

    Post {
        deliveries = List.copyOf(deliveries);
    }

    @Override
    public String toString() {
        return "Post[" + id + " of " + app + "]";
    }
}
