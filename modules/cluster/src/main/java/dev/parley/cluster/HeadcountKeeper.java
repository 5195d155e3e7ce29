package dev.parley.cluster;

import dev.parley.bus.Audience;
import dev.parley.bus.Message.Headcount;
import dev.parley.bus.Message.Headcount.Count;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts the sockets at places: knows those of this node, tells the other nodes, and learns theirs. Confined to
 * DirectoryVerticle's event loop.
 *
 * <p>The directory says which nodes to tell and whose counts to add, so that a dead node's sockets are gone with it, and a
 * node that comes back from a network split is asked again. A node that is told answers with its own count: one exchange is
 * enough for both, and one that was lost is repeated.
 */
final class HeadcountKeeper implements InterestTable.NodeWatcher {

    /** What another node has said. */
    private record Told(long number, int sockets) {}

    /** A place where this node counts, or has counted a moment ago. */
    private static final class Room {
        private final Map<NodeId, Told> others = new HashMap<>(4);
        private int own;
        private boolean changed;
        private int announced = -1;
    }

    private final NodeId self;
    private final InterestTable table;
    private final HeadcountPeers peers;
    private final List<Headcounts.Watcher> watchers = new CopyOnWriteArrayList<>();

    private final Map<Place, Room> rooms = new HashMap<>();
    private final Map<NodeId, HeadcountLink> links = new HashMap<>();
    private Set<Place> dirty = new LinkedHashSet<>();
    private boolean flushing;
    private long number;

    HeadcountKeeper(NodeId self, InterestTable table, HeadcountPeers peers) {
        this.self = self;
        this.table = table;
        this.peers = peers;
    }

    void watch(Headcounts.Watcher watcher) {
        watchers.add(watcher);
    }

    // ---- What this node has ----

    void enter(Place place) {
        Room room = rooms.computeIfAbsent(place, first -> new Room());
        room.own++;
        room.changed = true;
        touch(place);
    }

    void leave(Place place) {
        Room room = rooms.get(place);
        if (room == null || room.own == 0) throw new IllegalStateException("left without entering: " + place);
        room.own--;
        room.changed = true;
        touch(place);
    }

    // ---- What others have ----

    /** What another node says; the answer for it. */
    Headcount hear(Headcount said) {
        learn(said);
        return counts(said.counts().stream().map(Count::place).toList());
    }

    private void learn(Headcount said) {
        for (Count count : said.counts()) {
            Room room = rooms.get(count.place());
            if (room == null) continue;
            Told before = room.others.get(said.from());
            if (before != null && before.number >= said.number()) continue;
            room.others.put(said.from(), new Told(said.number(), count.sockets()));
            if (before == null || before.sockets != count.sockets()) touch(count.place());
        }
    }

    private Headcount counts(List<Place> places) {
        List<Count> counts = places.stream()
                .map(place -> new Count(place, rooms.containsKey(place) ? rooms.get(place).own : 0))
                .toList();
        return new Headcount(self, ++number, counts);
    }

    /** Its count may be known from before; but what changed since then was not told to a node that had nobody there. */
    @Override
    public void added(Place place, NodeId node) {
        Room room = rooms.get(place);
        if (room == null || node.equals(self)) return;
        room.others.remove(node);
        touch(place);
    }

    @Override
    public void removed(Place place, NodeId node) {
        Room room = rooms.get(place);
        if (room == null || node.equals(self)) return;
        room.others.remove(node);
        touch(place);
    }

    // ---- What is made of it ----

    private void touch(Place place) {
        dirty.add(place);
        if (flushing) return;
        flushing = true;
        peers.moment().onComplete(over -> flush());
    }

    private void flush() {
        flushing = false;
        Set<Place> places = dirty;
        dirty = new LinkedHashSet<>();
        Future<Void> patience = peers.patience();
        for (Place place : places) {
            Room room = rooms.get(place);
            if (room != null) settle(place, room, patience);
        }
    }

    /** Tells whom it concerns, hears from those who are not known yet, and then announces the sum. */
    private void settle(Place place, Room room, Future<Void> patience) {
        boolean changed = room.changed;
        room.changed = false;
        List<Future<?>> told = new ArrayList<>();
        for (NodeId node : nodesOf(place)) {
            if (!node.equals(self) && (changed || !room.others.containsKey(node))) told.add(tell(node, place));
        }
        if (room.own == 0) {
            rooms.remove(place);
        } else if (told.isEmpty()) {
            announce(place, room, changed);
        } else {
            Future.any(Future.join(told), patience).onComplete(over -> announce(place, room, changed));
        }
    }

    private Future<Void> tell(NodeId node, Place place) {
        return links.computeIfAbsent(
                        node,
                        first -> new HeadcountLink(
                                node,
                                peers,
                                this::counts,
                                this::learn,
                                at -> nodesOf(at).contains(node),
                                () -> links.remove(node)))
                .tell(place);
    }

    /** Whoever came or went is announced even where the sum stays: another one went or came at the same time. */
    private void announce(Place place, Room room, boolean changed) {
        if (rooms.get(place) != room || room.own == 0) return;
        int sum = room.own;
        for (NodeId node : nodesOf(place)) {
            Told told = room.others.get(node);
            if (told != null) sum += told.sockets;
        }
        if (!changed && sum == room.announced) return;
        room.announced = sum;
        for (Headcounts.Watcher watcher : watchers) watcher.counted(place, sum);
    }

    private Collection<NodeId> nodesOf(Place place) {
        return table.of(Audience.of(place.namespace(), place.target()));
    }
}
