package dev.parley.api.idempotency;

import java.time.Duration;

/**
 * What idempotency keys may cost.
 *
 * @param window how long an answer is kept
 * @param underWay how long a request may be under way; if its node dies meanwhile, its key is free again after that
 * @param patience how long the cluster may take to tell what is known of a key
 * @param bytes of keys and answers that a node keeps for one app within the window
 */
public record IdempotencyLimits(Duration window, Duration underWay, Duration patience, long bytes) {}
