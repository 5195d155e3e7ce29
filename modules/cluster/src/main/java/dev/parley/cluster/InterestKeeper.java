package dev.parley.cluster;

import dev.parley.bus.Message.Interest;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes what this one has members of, and learns the same from them. Confined to DirectoryVerticle's
 * event loop.
 *
 * <p>Changes go out in numbered batches, one at a time: whatever comes up while a batch is on its way makes the next one.
 * A batch is done when the register has it and every node that listens has applied it. Whoever notices a gap in the
 * numbers says hello again and gets everything.
 */
final class InterestKeeper {

    private static final Logger log = LoggerFactory.getLogger(InterestKeeper.class);

    /** A node may say hello before the member list has it. One that never gets there is not waited for any longer. */
    private static final int STRANGER_ATTEMPTS = 20;

    /** Speaks to another node; the keeper decides what is said again. */
    interface Peers {
        Future<InterestSnapshot> hello(NodeId node, NodeId from);

        Future<InterestApplied> tell(NodeId node, InterestDelta delta);

        /** Completes after a pause, before something is said again. */
        Future<Void> pause();
    }

    /** A place that this node has members of.
     *
     * @param announced done when the others know
     */
    private record Own(int loops, Future<Void> announced) {}

    /** A node that we have a snapshot of.
     *
     * @param inStep false once a change was missed: the places are then the best that is known until the next snapshot
     */
    private record Known(long sequence, Set<Place> places, boolean inStep) {}

    private final NodeId self;
    private final InterestTable table;
    private final PlaceRegister register;
    private final Peers peers;

    private final Map<Place, Own> own = new HashMap<>();
    private final Map<NodeId, Known> known = new HashMap<>();
    private final SortedSet<NodeId> members = new TreeSet<>();

    /** Nodes that are told of every change, each with what completes when it is not told any more. */
    private final Map<NodeId, Promise<Void>> listeners = new TreeMap<>();

    /** Members that have not said hello yet; the promise completes when they do, or are gone. */
    private final Map<NodeId, Promise<Void>> awaited = new HashMap<>();

    private Map<Place, Boolean> changes = new LinkedHashMap<>();
    private Promise<Void> nextBatch = Promise.promise();
    private boolean batchOnItsWay;
    private long sequence;

    InterestKeeper(NodeId self, InterestTable table, PlaceRegister register, Peers peers) {
        this.self = self;
        this.table = table;
        this.register = register;
        this.peers = peers;
    }

    // ---- What this node has ----

    Future<Void> enter(Place place) {
        Own present = own.get(place);
        if (present != null) {
            own.put(place, new Own(present.loops + 1, present.announced));
            return present.announced;
        }
        table.add(place, self);
        Future<Void> announced = change(place, true);
        own.put(place, new Own(1, announced));
        return announced;
    }

    void leave(Place place) {
        Own present = own.get(place);
        if (present == null) throw new IllegalStateException("left without entering: " + place);
        if (present.loops > 1) {
            own.put(place, new Own(present.loops - 1, present.announced));
            return;
        }
        own.remove(place);
        table.remove(place, self);
        var unused = change(place, false);
    }

    private Future<Void> change(Place place, boolean present) {
        changes.put(place, present);
        Future<Void> done = nextBatch.future();
        sendBatch();
        return done;
    }

    private void sendBatch() {
        if (batchOnItsWay || changes.isEmpty()) return;
        batchOnItsWay = true;
        Promise<Void> batch = nextBatch;
        var entered = new ArrayList<Place>();
        var left = new ArrayList<Place>();
        changes.forEach((place, present) -> (present ? entered : left).add(place));
        changes = new LinkedHashMap<>();
        nextBatch = Promise.promise();
        var delta = new InterestDelta(self, ++sequence, entered, left);

        List<Future<?>> all = new ArrayList<>();
        // Whoever is gone is not waited for, even if a question to it is still open.
        listeners.forEach((node, gone) -> all.add(Future.any(tell(node, delta, 1), gone.future())));
        all.add(register.record(self, entered, left).otherwise(fault -> {
            log.warn(
                    "the shared register missed {} changes",
                    delta.entered().size() + delta.left().size(),
                    fault);
            return null;
        }));
        Future.join(all).onComplete(done -> {
            batchOnItsWay = false;
            batch.complete();
            sendBatch();
        });
    }

    /** Until the node has applied the batch, or is gone. */
    private Future<Void> tell(NodeId node, InterestDelta delta, int attempt) {
        if (attempt > STRANGER_ATTEMPTS && !members.contains(node)) tellNoMore(node);
        if (!listeners.containsKey(node)) return Future.succeededFuture();
        return peers.tell(node, delta).transform(answer -> {
            if (answer.succeeded() && answer.result().inStep()) return Future.succeededFuture();
            return peers.pause().compose(later -> tell(node, delta, attempt + 1));
        });
    }

    private void tellNoMore(NodeId node) {
        Promise<Void> gone = listeners.remove(node);
        if (gone != null) gone.complete();
    }

    /** Tells every member how far the numbers are, so that whoever lost the last batch, or the link, finds out. */
    void beat() {
        var beat = new InterestDelta(self, sequence, List.of(), List.of());
        for (NodeId node : members) {
            var unused = peers.tell(node, beat);
        }
    }

    // ---- What others have ----

    /** What another node says; the answer for it. */
    Interest hear(Interest said) {
        return switch (said) {
            case InterestHello hello -> {
                listeners.computeIfAbsent(hello.from(), node -> Promise.promise());
                awaitNoMore(hello.from());
                yield new InterestSnapshot(self, sequence, List.copyOf(own.keySet()));
            }
            case InterestDelta delta -> new InterestApplied(apply(delta));
            case InterestSnapshot unasked -> throw new IllegalStateException("unasked snapshot of " + unasked.from());
            case InterestApplied unasked -> throw new IllegalStateException("unasked answer");
        };
    }

    private boolean apply(InterestDelta delta) {
        Known node = known.get(delta.from());
        if (node == null || !node.inStep) return false;
        if (delta.sequence() <= node.sequence) return true;
        boolean beat = delta.entered().isEmpty() && delta.left().isEmpty();
        if (beat || delta.sequence() > node.sequence + 1) {
            log.warn("missed a change of node {}, asking for everything", delta.from());
            known.put(delta.from(), new Known(node.sequence, node.places, false));
            var unused = learn(delta.from());
            return false;
        }
        for (Place place : delta.entered()) {
            node.places.add(place);
            table.add(place, delta.from());
        }
        for (Place place : delta.left()) {
            node.places.remove(place);
            table.remove(place, delta.from());
        }
        known.put(delta.from(), new Known(delta.sequence(), node.places, true));
        return true;
    }

    // ---- Who is there ----

    /**
     * Completes when everything that the node has is known here and the node listens to what there is here, or the node is
     * gone. Only then may this one acknowledge joins: before, the other would not have to be told of them.
     */
    Future<Void> joined(NodeId node) {
        members.add(node);
        Future<Void> learnt = learn(node);
        if (listeners.containsKey(node)) return learnt;
        Future<Void> greeted =
                awaited.computeIfAbsent(node, silent -> Promise.promise()).future();
        return Future.all(learnt, greeted).mapEmpty();
    }

    private void awaitNoMore(NodeId node) {
        Promise<Void> greeted = awaited.remove(node);
        if (greeted != null) greeted.complete();
    }

    private Future<Void> learn(NodeId node) {
        if (!members.contains(node)) return Future.succeededFuture();
        return peers.hello(node, self).transform(answer -> {
            if (answer.failed()) return peers.pause().compose(later -> learn(node));
            if (members.contains(node)) replace(answer.result());
            return Future.succeededFuture();
        });
    }

    private void replace(InterestSnapshot snapshot) {
        Known before = known.get(snapshot.from());
        if (before != null && before.inStep && before.sequence >= snapshot.sequence()) return;
        Set<Place> places = new HashSet<>(snapshot.places());
        // What stays the same must not look as if it had been away: users would be told offline.
        places.forEach(place -> table.add(place, snapshot.from()));
        if (before != null) {
            for (Place place : before.places) {
                if (!places.contains(place)) table.remove(place, snapshot.from());
            }
        }
        known.put(snapshot.from(), new Known(snapshot.sequence(), places, true));
    }

    void left(NodeId node) {
        members.remove(node);
        tellNoMore(node);
        awaitNoMore(node);
        drop(node);
        // One survivor is enough to tidy up after the dead.
        if (members.isEmpty() || self.compareTo(members.first()) < 0) {
            register.forget(node).onFailure(fault -> log.warn("the shared register still lists node {}", node, fault));
        }
    }

    private void drop(NodeId node) {
        Known gone = known.remove(node);
        if (gone != null) gone.places.forEach(place -> table.remove(place, node));
    }
}
