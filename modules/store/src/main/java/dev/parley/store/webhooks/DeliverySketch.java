package dev.parley.store.webhooks;

import dev.parley.bus.webhooks.DeliveryState;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery without what is only needed to send it.
 *
 * @param next when its next attempt is due, if it has failed before
 */
public record DeliverySketch(
        String id,
        long seq,
        String app,
        String endpoint,
        String lane,
        DeliveryState state,
        int failures,
        Optional<Instant> next,
        Instant accepted) {}
