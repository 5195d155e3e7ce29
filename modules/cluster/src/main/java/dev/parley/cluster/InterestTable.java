package dev.parley.cluster;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Which nodes have members of which place. Written by {@link InterestKeeper} alone; read by everybody who accepts an
 * event, on any thread, without a lock.
 */
final class InterestTable implements OccupiedPlaces {

    /** Is told of each node's changes by whoever writes the table, in the middle of it. */
    interface NodeWatcher {

        /** The node has members there. */
        void added(Place place, NodeId node);

        /** It has none any more. */
        void removed(Place place, NodeId node);
    }

    private final ConcurrentMap<Place, Set<NodeId>> nodes = new ConcurrentHashMap<>();
    private final Set<NodeId> known = ConcurrentHashMap.newKeySet();

    /** Nodes that may have members of any place: those that have just come, and all when this node has stood still. */
    private final Set<NodeId> anywhere = ConcurrentHashMap.newKeySet();

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final List<NodeWatcher> nodeWatchers = new CopyOnWriteArrayList<>();

    /** From now on. */
    void watchNodes(NodeWatcher watcher) {
        nodeWatchers.add(watcher);
    }

    void add(Place place, NodeId node) {
        Set<NodeId> before = nodes.getOrDefault(place, Set.of());
        if (before.contains(node)) return;
        nodes.merge(place, Set.of(node), (present, added) -> {
            var more = new LinkedHashSet<>(present);
            more.add(node);
            return Set.copyOf(more);
        });
        if (before.isEmpty()) watchers.forEach(watcher -> watcher.occupied(place));
        nodeWatchers.forEach(watcher -> watcher.added(place, node));
    }

    void remove(Place place, NodeId node) {
        if (!nodes.getOrDefault(place, Set.of()).contains(node)) return;
        Set<NodeId> left = nodes.computeIfPresent(place, (same, present) -> {
            var fewer = new LinkedHashSet<>(present);
            fewer.remove(node);
            return fewer.isEmpty() ? null : Set.copyOf(fewer);
        });
        if (left == null) watchers.forEach(watcher -> watcher.vacated(place));
        nodeWatchers.forEach(watcher -> watcher.removed(place, node));
    }

    /** Everything that the node has is in the table from now on. */
    void know(NodeId node) {
        known.add(node);
        anywhere.remove(node);
    }

    /** It is not any more. */
    void forget(NodeId node) {
        known.remove(node);
        anywhere.remove(node);
    }

    /** It may have entered more than is in the table: until that is known, or it is gone, it is routed everything. */
    void suspect(NodeId node) {
        anywhere.add(node);
    }

    boolean knows(NodeId node) {
        return known.contains(node);
    }

    @Override
    public boolean has(Place place) {
        return nodes.containsKey(place);
    }

    /** How many places have members on some node. */
    int size() {
        return nodes.size();
    }

    @Override
    public Set<Place> all() {
        return Set.copyOf(nodes.keySet());
    }

    @Override
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /**
     * Each node that has members of at least one of the audience's targets, or may have, once. Single sockets are in no
     * table: one may be at each node that has anybody in the namespace.
     */
    Collection<NodeId> of(Audience audience) {
        if (audience.to().size() == 1 && anywhere.isEmpty())
            return of(audience.namespace(), audience.to().getFirst());
        var union = new LinkedHashSet<>(anywhere);
        for (Target target : audience.to()) union.addAll(of(audience.namespace(), target));
        return List.copyOf(union);
    }

    private Set<NodeId> of(AppNamespace namespace, Target target) {
        Target listed = target.kind() == Target.Kind.SOCKET ? Target.EVERYONE : target;
        return nodesAt(new Place(namespace, listed));
    }

    Set<NodeId> nodesAt(Place place) {
        return nodes.getOrDefault(place, Set.of());
    }
}
