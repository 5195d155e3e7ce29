package dev.parley.bus.webhooks;

import dev.parley.bus.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is asked about the endpoints and deliveries of an app. */
public sealed interface WebhookQuestion<T> extends Message.ToWebhooks<WebhookAnswer<T>> {

    /** All of the app's endpoints, the configured one first, then the newest. */
    record ListEndpoints(String app) implements WebhookQuestion<List<Endpoint>> {}

    record FindEndpoint(String app, String id) implements WebhookQuestion<Endpoint> {}

    /**
     * Makes an endpoint, with a secret of its own.
     *
     * @param ed25519 whether it is to have a pair of keys too
     */
    record CreateEndpoint(String app, EndpointSettings settings, boolean ed25519)
            implements WebhookQuestion<Endpoint> {}

    /**
     * Changes an endpoint. What is pending goes to its new address.
     *
     * @param patch is applied to what is stored at that moment, not to what a node remembers
     * @param enabled true lets a disabled one be told again, false has it told nothing; what is pending then becomes dead
     *     letters
     */
    record UpdateEndpoint(String app, String id, EndpointPatch patch, Optional<Boolean> enabled)
            implements WebhookQuestion<Endpoint> {}

    /** Deletes an endpoint, and with it all that is pending or dead. Tells what was there. */
    record DeleteEndpoint(String app, String id) implements WebhookQuestion<Endpoint> {}

    /** Gives it another secret; earlier ones sign too for that long. The answer has it first. */
    record RotateSecret(String app, String id, Duration overlap) implements WebhookQuestion<Endpoint> {}

    /** Sends it {@link Activity.Type#PING}, whatever types it wants. Tells the delivery. */
    record Ping(String app, String id) implements WebhookQuestion<DeliveryRecord> {}

    /**
     * Deliveries of the app, the newest first.
     *
     * @param endpoint only its own
     * @param states only these; none is all
     * @param before the id of a delivery that the answer goes on behind
     */
    record ListDeliveries(
            String app, Optional<String> endpoint, Set<DeliveryState> states, Optional<String> before, int limit)
            implements WebhookQuestion<Deliveries> {
        public ListDeliveries {
            states = Set.copyOf(states);
        }
    }

    /**
     * Some of an app's deliveries.
     *
     * @param more whether there are older ones
     */
    record Deliveries(List<DeliveryRecord> deliveries, boolean more) {
        public Deliveries {
            deliveries = List.copyOf(deliveries);
        }
    }

    record FindDelivery(String app, String id) implements WebhookQuestion<DeliveryRecord> {}

    /** Sends a settled delivery again, with the same id, and with all attempts before it; behind what waits in its lane. */
    record Replay(String app, String id) implements WebhookQuestion<DeliveryRecord> {}

    /**
     * The same with all of an endpoint that were accepted since then, in their order.
     *
     * @param states {@link DeliveryState#DEAD}, {@link DeliveryState#DELIVERED} or both
     */
    record ReplaySince(String app, String endpoint, Instant since, Set<DeliveryState> states)
            implements WebhookQuestion<Replayed> {
        public ReplaySince {
            states = Set.copyOf(states);
        }
    }

    /** How many are sent again. */
    record Replayed(int deliveries) {}
}
