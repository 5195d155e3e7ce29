package dev.parley.cluster;

import dev.parley.bus.NodeId;
import dev.parley.bus.SocketReply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One request to nodes and what they have answered. Confined to the context it was made on. */
final class OpenRequest {

    /**
     * What is known when there is nothing to wait for any more.
     *
     * @param silent nodes that did not answer
     */
    record Heard(List<SocketReply> replies, List<NodeId> silent) {}

    private final Set<NodeId> awaited;
    private final Set<NodeId> gone = new LinkedHashSet<>();
    private final List<SocketReply> replies = new ArrayList<>();
    private final Promise<Heard> result = Promise.promise();

    /**
     * @param nodes those that are asked; never empty
     */
    OpenRequest(Collection<NodeId> nodes) {
        this.awaited = new LinkedHashSet<>(nodes);
    }

    /** Completes when all have answered or are gone, or the time is over; it does not fail. */
    Future<Heard> result() {
        return result.future();
    }

    void hear(SocketReply reply) {
        if (!awaited.remove(reply.by())) return;
        replies.add(reply);
        finishIfItIsOver();
    }

    /** The node is not in the cluster any more. */
    void left(NodeId node) {
        if (!awaited.remove(node)) return;
        gone.add(node);
        finishIfItIsOver();
    }

    /** The time is over. */
    void finish() {
        gone.addAll(awaited);
        awaited.clear();
        finishIfItIsOver();
    }

    private void finishIfItIsOver() {
        if (awaited.isEmpty()) result.tryComplete(new Heard(List.copyOf(replies), List.copyOf(gone)));
    }
}
