package dev.parley.server.config;

import java.time.Duration;

/**
 * How a node lets its clients go.
 *
 * @param readyDelay how long it goes on as before when it is not ready any more, so that load balancers notice
 * @param spread over how long its clients are let go after that
 * @param timeout how long all of it may take; whoever is there then is cut off
 */
public record DrainConfig(Duration readyDelay, Duration spread, Duration timeout) {}
