package dev.parley.webhooks;

import dev.parley.bus.webhooks.Tell.Patience;
import dev.parley.store.webhooks.StoredDelivery;
import io.vertx.core.Future;
import java.util.List;

/** What the rest of the module has of the outbox, wherever in the cluster its partitions are. On the verticle's context. */
interface Dispatch {

    /**
     * Stores deliveries in this order, each with the owner of its partition.
     *
     * @return whether they are stored; as {@link Patience} says
     */
    Future<Boolean> store(List<Draft> drafts, Patience patience);

    /** Makes settled ones pending again; how many it did. Fails if the store is lost. */
    Future<Integer> replay(List<StoredDelivery> settled);

    /** An endpoint has changed: done when all nodes know, but for those that do not answer soon. */
    Future<Void> refresh();

    /** An endpoint is disabled: what is pending becomes dead letters, on all nodes. */
    Future<Void> bury(String app, String endpoint);

    /** An endpoint is deleted: what there is of it is forgotten, on all nodes. */
    Future<Void> drop(String app, String endpoint);
}
