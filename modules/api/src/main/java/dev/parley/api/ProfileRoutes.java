package dev.parley.api;

import dev.parley.api.access.Access;
import dev.parley.api.http.RequestSpans;
import io.vertx.ext.web.Router;

/**
 * Routes of a contract other than our own, which a profile serves beside the API: who may use them, how they read a body
 * and what a refusal looks like is the contract's. Called once, on the ApiVerticle's event loop; the handlers run on the
 * event loop that accepted the connection, so they keep no state.
 */
public interface ProfileRoutes {

    /**
     * Adds them to those that are there already.
     *
     * @param access for contracts that are behind the API keys of apps
     * @param spans for requests that have come through a contract's own door to be emitted
     */
    void addTo(Router router, Access access, RequestSpans spans);
}
