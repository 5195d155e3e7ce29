package dev.parley.cluster;

import dev.parley.bus.Message.Headcount;
import dev.parley.bus.NodeId;
import io.vertx.core.Future;

/** What {@link HeadcountKeeper} has of the cluster and of the time. */
interface HeadcountPeers {

    Future<Headcount> tell(NodeId node, Headcount counts);

    /** Completes after a moment: what changes meanwhile is told at once. */
    Future<Void> moment();

    /** Completes when a node that does not answer is not waited for any longer. */
    Future<Void> patience();

    /** Completes after a pause, before something is said again. */
    Future<Void> pause();
}
