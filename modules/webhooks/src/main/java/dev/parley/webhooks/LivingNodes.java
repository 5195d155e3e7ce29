package dev.parley.webhooks;

import io.vertx.core.Future;
import java.util.Set;

/** Which nodes live, by the leases that they renew. On the verticle's context. */
interface LivingNodes {

    /** Those that do, this one among them. */
    Set<String> living();

    /** Done when the others can find this node's lease: what is left to them before that, they would not look for. */
    Future<Void> listed();

    /** Those whose lease is over and of which something may be left to do. */
    Set<String> lost();

    /** Nothing is left to do of one that was lost. */
    Future<Void> forget(String node);
}
