package dev.parley.cluster;

import dev.parley.bus.Bus;
import dev.parley.bus.Message.Interest;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other nodes what this one has members of, and learns the same from them. Confined to DirectoryVerticle's
 * event loop.
 *
 * <p>Changes go out in numbered batches, one at a time: whatever comes up while a batch is on its way makes the next one.
 * A batch is done when every node that listens has applied it. Whoever notices a gap in the
 * numbers says hello again and gets everything.
 */
final class InterestKeeper {

    private static final Logger log = LoggerFactory.getLogger(InterestKeeper.class);

    /** A node may say hello before the member list has it. One that never gets there is not waited for any longer. */
    private static final int STRANGER_ATTEMPTS = 20;

    /** So many that listened and are gone are remembered; who comes back after more than that is told again once it asks. */
    private static final int MAX_ABSENT = 1_000;

    /** Speaks to another node; the keeper decides what is said again. */
    interface Peers {
        /** Asks for everything; the first attempts do not wait for as long as it takes to carry much, since one may be lost. */
        Future<InterestSnapshot> hello(NodeId node, NodeId from, int attempt);

        Future<InterestApplied> tell(NodeId node, InterestDelta delta);

        /** Completes after a pause, before something is said again. */
        Future<Void> pause();

        /** Completes when users of a node that is gone have had the time to come back, or to come to another one. */
        Future<Void> grace();
    }

    /** A place that this node has members of.
     *
     * @param announced done when the others know, with how far their logs were then
     */
    private record Own(int loops, Future<Position> announced) {}

    /** A node that we have a snapshot of.
     *
     * @param inStep false once a change was missed: the places are then the best that is known until the next snapshot
     */
    private record Known(long sequence, Set<Place> places, boolean inStep) {

        /** Whether the node is gone: what is left are users who may come back. Each loss has a negative number of its own. */
        boolean lost() {
            return sequence < 0;
        }
    }

    private final NodeId self;
    private final LogNumber number;
    private final InterestTable table;
    private final Peers peers;

    private final Map<Place, Own> own = new HashMap<>();
    private final Map<NodeId, Known> known = new HashMap<>();
    private final SortedSet<NodeId> members = new TreeSet<>();

    /** Nodes that are told of every change: they have said hello. */
    private final SortedSet<NodeId> listeners = new TreeSet<>();

    /** Nodes that listened until they were gone. Should one come back, it may not know that it was away. */
    private final Set<NodeId> absent = new LinkedHashSet<>();

    /** Members that have not said hello yet; the promise completes when they do, or are gone. */
    private final Map<NodeId, Promise<Void>> awaited = new HashMap<>();

    private final Doubts doubts;

    private Map<Place, Boolean> changes = new LinkedHashMap<>();
    private Promise<Position> nextBatch = Promise.promise();
    private @Nullable Batch onItsWay;
    private long sequence;
    private long lost;

    InterestKeeper(NodeId self, LogNumber number, InterestTable table, Peers peers) {
        this.self = self;
        this.number = number;
        this.table = table;
        this.peers = peers;
        this.doubts = new Doubts(
                node -> beat(node).map(InterestApplied::inStep), peers::pause, node -> members.contains(node));
    }

    // ---- What this node has ----

    /** Done when no node is left that may have forgotten what this one has. Safe on every thread. */
    Future<Void> settled() {
        return doubts.settled();
    }

    Future<Position> enter(Place place) {
        Future<Position> announced = add(place);
        sendBatch();
        return announced;
    }

    /** Several places, of which the others learn at once. */
    void enterAll(List<Place> places) {
        for (Place place : places) {
            var unused = add(place);
        }
        sendBatch();
    }

    private Future<Position> add(Place place) {
        Own present = own.get(place);
        if (present != null) {
            own.put(place, new Own(present.loops + 1, present.announced));
            return settled().compose(told -> present.announced);
        }
        table.add(place, self);
        Future<Position> announced = change(place, true);
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
        sendBatch();
    }

    private Future<Position> change(Place place, boolean present) {
        changes.put(place, present);
        return nextBatch.future();
    }

    private void sendBatch() {
        if (onItsWay != null || changes.isEmpty()) return;
        var entered = new ArrayList<Place>();
        var left = new ArrayList<Place>();
        changes.forEach((place, present) -> (present ? entered : left).add(place));
        changes = new LinkedHashMap<>();
        var batch = new Batch(new InterestDelta(self, ++sequence, entered, left), nextBatch);
        nextBatch = Promise.promise();
        onItsWay = batch;
        List.copyOf(listeners).forEach(batch::tell);
        batch.sent();
    }

    /** The one batch that is on its way, until every listener has applied it, or is gone. */
    private final class Batch {

        private final InterestDelta delta;
        private final Promise<Position> done;
        private final Set<NodeId> untold = new HashSet<>();
        private Position position = Position.EMPTY;
        private boolean sent;

        Batch(InterestDelta delta, Promise<Position> done) {
            this.delta = delta;
            this.done = done;
        }

        void tell(NodeId node) {
            if (untold.add(node)) tell(node, 1);
        }

        private void tell(NodeId node, int attempt) {
            if (attempt > STRANGER_ATTEMPTS && !members.contains(node)) tellNoMore(node);
            if (!untold.contains(node)) return;
            peers.tell(node, delta).onComplete(answer -> {
                if (answer.succeeded() && answer.result().inStep())
                    told(node, answer.result().accepted());
                else peers.pause().onComplete(later -> tell(node, attempt + 1));
            });
        }

        /** The node has applied it, and told how far its log was then. */
        private void told(NodeId node, long accepted) {
            position = position.with(node, accepted);
            told(node);
        }

        /** The node has applied it, or is waited for no more. */
        void told(NodeId node) {
            if (untold.remove(node)) finishIfDone();
        }

        /** Nobody has to be told of it any more who is not. */
        void sent() {
            sent = true;
            finishIfDone();
        }

        private void finishIfDone() {
            if (!sent || !untold.isEmpty()) return;
            onItsWay = null;
            done.complete(position.with(self, number.read()));
            sendBatch();
        }
    }

    private void tellNoMore(NodeId node) {
        if (!listeners.remove(node)) return;
        absent.add(node);
        if (absent.size() > MAX_ABSENT) absent.remove(absent.iterator().next());
        if (onItsWay != null) onItsWay.told(node);
    }

    /** Tells every member how far the numbers are, so that whoever lost the last batch, or the link, finds out. */
    void beat() {
        for (NodeId node : members) {
            var unused = beat(node);
        }
    }

    private Future<InterestApplied> beat(NodeId node) {
        return peers.tell(node, new InterestDelta(self, sequence, List.of(), List.of()));
    }

    // ---- What others have ----

    /** What another node says; the answer for it. */
    Interest hear(Interest said) {
        return switch (said) {
            case InterestHello hello -> {
                listeners.add(hello.from());
                absent.remove(hello.from());
                awaitNoMore(hello.from());
                doubts.arise(hello.from());
                yield new InterestSnapshot(self, sequence, List.copyOf(own.keySet()));
            }
            case InterestDelta delta -> new InterestApplied(apply(delta), number.read());
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
        // One that was taken for gone, and has noticed nothing of that, acknowledges joins meanwhile.
        if (!table.knows(node)) table.suspect(node);
        Future<Void> learnt = learn(node);
        if (absent.remove(node)) comeBack(node);
        if (listeners.contains(node)) return learnt;
        Future<Void> greeted =
                awaited.computeIfAbsent(node, silent -> Promise.promise()).future();
        return Future.all(learnt, greeted).mapEmpty();
    }

    /** It may have said hello already, or take us for somebody who was never away: it is told, and so finds out. */
    private void comeBack(NodeId node) {
        listeners.add(node);
        if (onItsWay != null) onItsWay.tell(node);
        doubts.arise(node);
    }

    private void awaitNoMore(NodeId node) {
        Promise<Void> greeted = awaited.remove(node);
        if (greeted != null) greeted.complete();
    }

    /** This node stood still: what others told it meanwhile they may have told it in vain, so it asks all of them. */
    void awoke() {
        for (NodeId node : members) {
            Known before = known.get(node);
            if (before == null || before.lost()) continue;
            table.suspect(node);
            known.put(node, new Known(before.sequence, before.places, false));
            var unused = learn(node);
        }
    }

    private Future<Void> learn(NodeId node) {
        return learn(node, 1);
    }

    private Future<Void> learn(NodeId node, int attempt) {
        if (!members.contains(node)) return Future.succeededFuture();
        return peers.hello(node, self, attempt).transform(answer -> {
            if (answer.failed()) {
                int next = Bus.isUnanswered(answer.cause()) ? attempt + 1 : attempt;
                return peers.pause().compose(later -> learn(node, next));
            }
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
        table.know(snapshot.from());
    }

    void left(NodeId node) {
        members.remove(node);
        tellNoMore(node);
        awaitNoMore(node);
        doubts.end(node);
        drop(node);
    }

    /** Its users are not taken for offline at once: they are about to come to other nodes, or the node itself is. */
    private void drop(NodeId node) {
        table.forget(node);
        Known gone = known.get(node);
        if (gone == null || gone.lost()) return;
        var users = new HashSet<Place>();
        for (Place place : gone.places) {
            switch (place.target().kind()) {
                case USER, OCCUPANT -> users.add(place);
                case EVERYONE, ROOM, SOCKET, WATCHERS -> table.remove(place, node);
            }
        }
        long loss = --lost;
        known.put(node, new Known(loss, users, false));
        peers.grace().onComplete(over -> {
            // A node that was back meanwhile, and is lost again, has a grace of its own.
            Known left = known.get(node);
            if (left == null || left.sequence != loss) return;
            known.remove(node);
            users.forEach(place -> table.remove(place, node));
        });
    }
}
