package dev.parley.webhooks;

import dev.parley.bus.Outbox.Verdict;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The way to the owners of partitions. On the verticle's context. */
interface Route {

    /** Who owns a partition, as far as this node knows. */
    Optional<String> owner(int partition);

    /** Has a node store deliveries; fails when it does not answer, and nobody knows then. */
    Future<List<Verdict>> send(String node, List<Draft> drafts);

    /** Somebody is not the owner of what it was taken for. */
    void wrong();
}
