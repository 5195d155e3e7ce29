package dev.parley.cluster.simulation;

import dev.parley.bus.Message;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.Message.Question;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.cluster.SimulatedNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How much memory one node takes to know what all others have, and how many bytes it gets to learn it. Each node has a
 * thousand clients, each a user of its own in a room of its own, which two clients of the next nodes are in as well.
 *
 * @param nodes of the cluster
 * @param entries a place and a node that has members of it
 * @param heapBytes of the directory in the memory of one node
 * @param snapshotBytes what a node that joins is sent
 */
record DirectorySize(int nodes, long entries, long heapBytes, long snapshotBytes) {

    static final int CLIENTS = 1_000;
    private static final int SHARED_BY = 3;

    private static final class Answers implements SimulatedNode.Surroundings {

        final int nodes;
        long entries;
        long bytes;

        Answers(int nodes) {
            this.nodes = nodes;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <A extends Message> Future<A> ask(NodeId node, Question<A> question, Duration within) {
            if (!(question instanceof InterestHello)) return Future.future(never -> {});
            int index = Integer.parseInt(node.value());
            var snapshot = new InterestSnapshot(node, 1, places(index, nodes));
            entries += snapshot.places().size();
            bytes += Traffic.size(snapshot);
            return Future.succeededFuture((A) Traffic.carried(snapshot));
        }

        @Override
        public Future<Void> after(long millis) {
            return Promise.<Void>promise().future();
        }
    }

    /** Names as long as those that people make up. */
    private static List<Place> places(int node, int nodes) {
        var places = new ArrayList<Place>();
        places.add(new Place(Server.ROOT, Target.EVERYONE));
        for (int client = 0; client < CLIENTS; client++) {
            places.add(new Place(Server.ROOT, Target.user("customer-%05d-%05d".formatted(node, client))));
            for (int i = 0; i < Math.min(SHARED_BY, nodes); i++) {
                int owner = (node + nodes - i) % nodes;
                places.add(new Place(Server.ROOT, Target.room("conversation-%05d-%05d".formatted(owner, client))));
            }
        }
        return places;
    }

    static DirectorySize of(int nodes) {
        var answers = new Answers(nodes);
        long before = usedHeap();
        var node = new SimulatedNode(new NodeId("self"), answers);
        for (int i = 1; i < nodes; i++) {
            var unused = node.joined(new NodeId(String.valueOf(i)));
        }
        long heap = usedHeap() - before;
        if (node.places().isEmpty()) throw new IllegalStateException("nothing learnt");
        return new DirectorySize(nodes, answers.entries, heap, answers.bytes);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
