package dev.parley.store.webhooks;

import dev.parley.bus.webhooks.Attempt;
import dev.parley.bus.webhooks.DeliveryState;
import java.time.Instant;
import java.util.Optional;

/**
 * What came of a delivery.
 *
 * @param failures in all
 * @param next when the next attempt is due, while it is pending
 * @param settled when it was delivered or given up
 * @param attempt the last one, unless it was given up without one
 */
public record Progress(
        String id,
        DeliveryState state,
        int failures,
        Optional<Instant> next,
        Optional<Instant> settled,
        Optional<Attempt> attempt) {}
