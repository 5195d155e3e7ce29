package dev.parley.webhooks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Where activities are told, and how hard to try.
 *
 * @param endpoint nothing when the configured application has none
 * @param timeout for one attempt, from connecting to the end of the answer
 * @param retryAfter the pause before each further attempt; after the last one the delivery is a dead letter
 * @param queued notices that may wait in this node's memory for the store
 * @param maxPending deliveries of one endpoint that may wait in the store
 * @param maxInFlight attempts at once
 * @param maxInFlightPerEndpoint attempts at once at one endpoint
 * @param kept delivered ones that are kept for listing, of each endpoint in each partition
 * @param keptDead dead letters that are kept, of each endpoint in each partition
 * @param disableAfter how long an endpoint may fail before it is disabled
 * @param circuitFailures failures one after another upon which an endpoint is left alone for a while
 * @param circuitPause how long it is left alone at most
 * @param maxEndpoints of one app
 * @param lease how long a node that cannot be heard of keeps its share of the work
 */
public record WebhooksConfig(
        Optional<Endpoint> endpoint,
        Duration timeout,
        List<Duration> retryAfter,
        int queued,
        int maxPending,
        int maxInFlight,
        int maxInFlightPerEndpoint,
        int kept,
        int keptDead,
        Duration disableAfter,
        int circuitFailures,
        Duration circuitPause,
        int maxEndpoints,
        Duration lease) {

    public WebhooksConfig {
        retryAfter = List.copyOf(retryAfter);
    }

    /**
     * An app's receiver.
     *
     * @param app whose activities it is told, and no other's
     * @param secret signs deliveries (HMAC-SHA256); in configuration {@code whsec_} and Base64
     */
    public record Endpoint(String app, URI url, SecretKey secret) {

        /** Without the secret, and without the address, in which receivers hide tokens. */
        @Override
        public String toString() {
            return "Endpoint[" + url.getHost() + "]";
        }
    }
}
