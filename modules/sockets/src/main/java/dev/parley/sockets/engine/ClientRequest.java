package dev.parley.sockets.engine;

import io.vertx.core.MultiMap;

/**
 * The request that opened a session, for whoever decides about its client.
 *
 * @param query parameters, Engine.IO's own among them
 * @param address where the connection came from
 */
public record ClientRequest(MultiMap headers, MultiMap query, String address) {}
