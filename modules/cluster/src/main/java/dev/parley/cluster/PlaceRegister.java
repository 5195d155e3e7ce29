package dev.parley.cluster;

import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import io.vertx.core.Future;
import java.util.Collection;

/**
 * The cluster's shared record of which node has members of which place. It outlives a node, so that survivors know what
 * a dead node held. Nobody reads it to route, and nothing waits for it: that is what the nodes tell one another for, which is kept in {@link
 * InterestTable}.
 */
interface PlaceRegister {

    /** Records changes of one node, all at once. */
    Future<?> record(NodeId node, Collection<Place> entered, Collection<Place> left);

    /** Drops everything of a node that is gone. */
    Future<?> forget(NodeId node);

    /** The register of a node without a cluster: there is nobody to share with. */
    PlaceRegister UNSHARED = new PlaceRegister() {
        @Override
        public Future<?> record(NodeId node, Collection<Place> entered, Collection<Place> left) {
            return Future.succeededFuture();
        }

        @Override
        public Future<?> forget(NodeId node) {
            return Future.succeededFuture();
        }
    };
}
