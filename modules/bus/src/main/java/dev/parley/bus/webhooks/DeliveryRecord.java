package dev.parley.bus.webhooks;

import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a delivery.
 *
 * @param id the same on every attempt ({@code webhook-id})
 * @param endpoint its endpoint's id; for a {@link Callback} the origin of its address
 * @param type the activity's name, or the callback's
 * @param accepted when it was stored
 * @param failures attempts that failed
 * @param next when the next attempt is due, while it is pending
 * @param settled when it was delivered or given up
 * @param attempts the last ones, the oldest first; no more than 20
 * @param body what is posted, or is made into what is posted
 */
public record DeliveryRecord(
        String id,
        String app,
        String endpoint,
        String type,
        DeliveryState state,
        Instant accepted,
        int failures,
        Optional<Instant> next,
        Optional<Instant> settled,
        List<Attempt> attempts,
        RawJson body) {

    public DeliveryRecord {
        attempts = List.copyOf(attempts);
    }
}
