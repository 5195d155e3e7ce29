package dev.parley.apps;

import java.net.URI;
import java.time.Duration;

/**
 * A backend that is asked who a client is: {@code POST {"token","app","namespace"}}, answered with 200 and {@code
 * {"user","claims"?,"expires"?}}. Every other answer, and none in time, is a refusal.
 *
 * @param cache how long an answer may be taken again for the same token; zero asks each time
 */
public record AuthHook(URI url, Duration timeout, Duration cache) {}
