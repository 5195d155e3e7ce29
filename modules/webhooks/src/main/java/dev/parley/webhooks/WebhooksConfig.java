package dev.parley.webhooks;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Where activities are told, and how hard to try.
 *
 * @param endpoint nothing when the application has none; then nothing is kept either
 * @param timeout for one attempt, from connecting to the end of the answer
 * @param retryAfter the pause before each further attempt; after the last one the delivery is given up
 * @param queued deliveries that may wait in memory
 */
public record WebhooksConfig(Optional<Endpoint> endpoint, Duration timeout, List<Duration> retryAfter, int queued) {

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
