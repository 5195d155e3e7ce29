package dev.parley.sockets;

import dev.parley.bus.Excerpt;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.SocketRequest.Lookup;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one event loop tells of its sockets and rooms, in excerpts that are no longer than they are asked for. Confined to
 * that event loop.
 */
record Roster(RoomRegistry rooms) {

    /** Collects the first names behind a beginning. */
    private static final class Collector<V> {

        private final Lookup lookup;
        private final TreeMap<String, V> first = new TreeMap<>();
        private boolean more;

        Collector(Lookup lookup) {
            this.lookup = lookup;
        }

        void add(String name, V value) {
            if (name.compareTo(lookup.after()) <= 0 || !name.startsWith(lookup.prefix())) return;
            if (first.size() < lookup.limit()) {
                first.put(name, value);
                return;
            }
            more = true;
            if (name.compareTo(first.lastKey()) > 0) return;
            first.pollLastEntry();
            first.put(name, value);
        }
    }

    /**
     * @param self the node, as is told of its sockets
     */
    Excerpt<SocketInfo> sockets(Lookup lookup, NodeId self) {
        var found = new Collector<NamespaceSocket>(lookup);
        for (NamespaceSocket socket : rooms.members(lookup.audience())) found.add(socket.id(), socket);
        SortedMap<String, SocketInfo> told = new TreeMap<>();
        found.first.forEach((id, socket) -> told.put(id, socket.info(self)));
        return new Excerpt<>(told, found.more);
    }

    Excerpt<Integer> names(Lookup lookup) {
        var found = new Collector<Integer>(lookup);
        rooms.occupied(lookup.audience(), lookup.of(), found::add);
        return new Excerpt<>(found.first, found.more);
    }
}
