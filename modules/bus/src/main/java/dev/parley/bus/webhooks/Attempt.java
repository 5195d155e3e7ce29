package dev.parley.bus.webhooks;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt at a delivery.
 *
 * @param status of the answer; 0 when there was none
 * @param result {@code delivered}, or the kind of failure, such as {@code timeout}, {@code status 500}, {@code refused
 *     address}
 * @param took from connecting to the end of the answer
 * @param answer the first characters of the answer's body
 */
public record Attempt(Instant at, int status, String result, Duration took, String answer) {}
