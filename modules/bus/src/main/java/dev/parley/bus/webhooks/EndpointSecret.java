package dev.parley.bus.webhooks;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * A secret that signs deliveries (HMAC-SHA256).
 *
 * @param id names it in listings and says nothing about it
 * @param until when it ceases to sign, if another one has taken its place
 */
public record EndpointSecret(String id, SecretKey key, Optional<Instant> until) {

    /** As receivers take it: {@code whsec_} and Base64. */
    public String text() {
        return "whsec_" + Base64.getEncoder().encodeToString(key.getEncoded());
    }

    public boolean isGoodAt(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }

    @Override
    public String toString() {
        return "EndpointSecret[" + id + "]";
    }
}
