package dev.parley.cluster;

import dev.parley.bus.Audience;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import io.vertx.core.Future;
import java.util.Collection;

/** Which nodes have members of which place (namespace and room, user or everybody). Safe on every thread. */
public interface RoomDirectory {

    /**
     * Says that one more event loop of this node has members of a place.
     *
     * @return done when every node of the cluster routes events for the place to this one: the join barrier (promise P1).
     *     It does not fail; a node that cannot be told is out of the cluster before long, and is then no longer waited for.
     *     What comes after the position in the logs of these nodes, and of this one, reaches the members of the place
     */
    Future<Position> enter(Place place);

    /**
     * What a further member of a place that was entered waits for, too: done when every node that was away knows again what
     * this one has. Complete where none was, which is nearly always.
     */
    default Future<Void> settled() {
        return Future.succeededFuture();
    }

    /** Says that one event loop has no members of a place any more. Each call takes back one {@link #enter}. */
    void leave(Place place);

    /** The nodes that have members, this one perhaps among them, each once. */
    Collection<NodeId> nodesOf(Audience audience);

    /** Whether it is known of another node which places it has members of. */
    boolean knows(NodeId node);
}
