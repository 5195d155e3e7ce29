package dev.parley.webhooks;

import dev.parley.bus.webhooks.Attempt;

/**
 * What an attempt came to.
 *
 * @param attempt as it is noted
 */
record Judged(Outcome outcome, Attempt attempt) {}
