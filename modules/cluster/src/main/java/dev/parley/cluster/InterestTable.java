package dev.parley.cluster;

import dev.parley.bus.Audience;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which nodes have members of which place. Written by {@link InterestKeeper} alone; read by everybody who accepts an
 * event, on any thread, without a lock.
 */
final class InterestTable {

    private final ConcurrentMap<Place, Set<NodeId>> nodes = new ConcurrentHashMap<>();
    private final OnlineUsers online;

    InterestTable(OnlineUsers online) {
        this.online = online;
    }

    void add(Place place, NodeId node) {
        boolean first = !nodes.containsKey(place);
        nodes.merge(place, Set.of(node), (present, added) -> {
            if (present.contains(node)) return present;
            var more = new LinkedHashSet<>(present);
            more.add(node);
            return Set.copyOf(more);
        });
        if (first) online.occupied(place);
    }

    void remove(Place place, NodeId node) {
        if (!nodes.containsKey(place)) return;
        Set<NodeId> left = nodes.computeIfPresent(place, (same, present) -> {
            var fewer = new LinkedHashSet<>(present);
            fewer.remove(node);
            return fewer.isEmpty() ? null : Set.copyOf(fewer);
        });
        if (left == null) online.vacated(place);
    }

    /** Each node that has members of at least one of the audience's targets, once. */
    Collection<NodeId> of(Audience audience) {
        if (audience.to().size() == 1) {
            return nodes.getOrDefault(
                    new Place(audience.namespace(), audience.to().getFirst()), Set.of());
        }
        var union = new LinkedHashSet<NodeId>();
        for (var target : audience.to()) {
            union.addAll(nodes.getOrDefault(new Place(audience.namespace(), target), Set.of()));
        }
        return List.copyOf(union);
    }
}
