package dev.parley.cluster;

import dev.parley.bus.NodeId;
import java.util.Collection;
import java.util.Set;

/** What somebody gets who begins to watch a room. */
public sealed interface RoomView {

    /**
     * The users in it, from where on the watcher is told of changes.
     *
     * @param silent nodes that have members of the room and have not said yet who they are: those are told of as they come
     */
    record Users(Set<String> users, Collection<NodeId> silent) implements RoomView {}

    /** There are more than anybody is told of. */
    record TooMany() implements RoomView {}
}
