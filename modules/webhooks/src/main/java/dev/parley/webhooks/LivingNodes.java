package dev.parley.webhooks;

import io.vertx.core.Future;
import java.util.Set;

/** Which nodes live, by the leases that they renew. On the verticle's context. */
interface LivingNodes {

    /** Those that do, this one among them. */
    Set<String> living();

    /** Those whose lease is over and of which something may be left to do. */
    Set<String> lost();

    /** Nothing is left to do of one that was lost. */
    Future<Void> forget(String node);
}
