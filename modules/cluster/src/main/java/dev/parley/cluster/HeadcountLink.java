package dev.parley.cluster;

import dev.parley.bus.Message.Headcount;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What one other node is to be told of headcounts. Confined to DirectoryVerticle's event loop.
 *
 * <p>One batch is under way at a time, with the counts as they are when it goes; what comes up meanwhile makes the next one.
 */
final class HeadcountLink {

    /** Places in one message: with their names some hundred kilobytes. */
    private static final int BATCH = 2_000;

    private final NodeId node;
    private final HeadcountPeers peers;
    private final Function<List<Place>, Headcount> counts;
    private final Consumer<Headcount> learn;
    private final Predicate<Place> concerned;
    private final Runnable idle;

    private final Set<Place> waiting = new LinkedHashSet<>();
    private Promise<Void> next = Promise.promise();
    private boolean underWay;

    /**
     * @param counts how many there are now
     * @param learn hears the node's answers
     * @param concerned whether the node still has members of a place: what was lost is said again only then
     * @param idle called when there is nothing more to tell
     */
    HeadcountLink(
            NodeId node,
            HeadcountPeers peers,
            Function<List<Place>, Headcount> counts,
            Consumer<Headcount> learn,
            Predicate<Place> concerned,
            Runnable idle) {
        this.node = node;
        this.peers = peers;
        this.counts = counts;
        this.learn = learn;
        this.concerned = concerned;
        this.idle = idle;
    }

    /** Done when the node has been told and has answered, or did not this time. */
    Future<Void> tell(Place place) {
        waiting.add(place);
        Future<Void> done = next.future();
        send();
        return done;
    }

    private void send() {
        if (underWay) return;
        if (waiting.isEmpty()) {
            idle.run();
            return;
        }
        underWay = true;
        List<Place> batch = take();
        Promise<Void> done = next;
        next = Promise.promise();
        peers.tell(node, counts.apply(batch)).onComplete(answer -> {
            if (answer.succeeded()) {
                learn.accept(answer.result());
                underWay = false;
                send();
            } else {
                peers.pause().onComplete(over -> again(batch));
            }
            done.complete();
        });
    }

    private List<Place> take() {
        var batch = new ArrayList<Place>(Math.min(waiting.size(), BATCH));
        Iterator<Place> all = waiting.iterator();
        while (all.hasNext() && batch.size() < BATCH) {
            batch.add(all.next());
            all.remove();
        }
        return batch;
    }

    private void again(List<Place> lost) {
        lost.stream().filter(concerned).forEach(waiting::add);
        underWay = false;
        send();
    }
}
