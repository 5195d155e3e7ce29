package dev.parley.sockets.engine;

import io.vertx.core.MultiMap;
import java.util.Optional;

/**
 * The request that opened a session, for whoever decides about its client.
 *
 * @param query parameters, Engine.IO's own among them
 * @param address where the client is, in numbers: what a trusted proxy says, else where the connection came from
 */
public record ClientRequest(MultiMap headers, MultiMap query, String address) {

    /** The app that it names, if it does: parameter {@code app}. */
    public Optional<String> app() {
        return Optional.ofNullable(query.get("app"));
    }
}
