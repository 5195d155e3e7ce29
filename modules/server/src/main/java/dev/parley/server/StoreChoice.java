package dev.parley.server;

import dev.parley.server.config.Configuration;
import dev.parley.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which store a node has: the MongoDB it is told of; else its own, if it is alone; else none. */
final class StoreChoice {

    private static final Logger log = LoggerFactory.getLogger(StoreChoice.class);

    private StoreChoice() {}

    /**
     * Opens it.
     *
     * @return nothing for a node of a cluster that is told of no MongoDB: what one node keeps the others could not see
     */
    static Future<Optional<Store>> open(Vertx vertx, Configuration config) {
        boolean shared = config.storage().uri().isPresent();
        if (shared || !config.cluster().enabled())
            return Store.open(vertx, config.storage()).map(Optional::of);
        log.warn("nothing is stored and there is no chat: nodes of a cluster have to share a store, so set MONGODB_URI"
                + " (storage.uri) on each of them");
        return Future.succeededFuture(Optional.empty());
    }
}
