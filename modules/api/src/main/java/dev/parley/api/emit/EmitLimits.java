package dev.parley.api.emit;

import java.time.Duration;

/**
 * How much one request may ask for.
 *
 * @param targets names in each list of an event
 * @param batch events of a batch
 * @param acksWithin the longest time that it may wait for acknowledgements
 */
public record EmitLimits(int targets, int batch, Duration acksWithin) {}
