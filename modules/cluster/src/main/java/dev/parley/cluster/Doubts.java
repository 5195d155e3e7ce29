package dev.parley.cluster;

import dev.parley.bus.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Nodes that may not know what this one has: they were away, or ask for it. Confined to DirectoryVerticle's event loop, but
 * for {@link #settled}.
 *
 * <p>They are asked until they confirm it. Until then no join is acknowledged, not even of a place that everybody once knew.
 */
final class Doubts {

    /** A node that asks may not be in the member list yet, or never get there. */
    private static final int STRANGER_ATTEMPTS = 20;

    private final Function<NodeId, Future<Boolean>> question;
    private final Supplier<Future<Void>> pause;
    private final Predicate<NodeId> isMember;

    /** With the number of the doubt: an answer from before a later one says nothing. */
    private final Map<NodeId, Long> open = new HashMap<>();

    private long doubts;
    private volatile Promise<Void> settled = Promise.promise();

    /** @param question whether a node knows everything */
    Doubts(Function<NodeId, Future<Boolean>> question, Supplier<Future<Void>> pause, Predicate<NodeId> isMember) {
        this.question = question;
        this.pause = pause;
        this.isMember = isMember;
        settled.complete();
    }

    /** Done when there is no doubt left; complete if there is none. Safe on every thread. */
    Future<Void> settled() {
        return settled.future();
    }

    /** Asks a node, anew if it is being asked already. */
    void arise(NodeId node) {
        if (open.isEmpty()) settled = Promise.promise();
        open.put(node, ++doubts);
        ask(node, doubts, 1);
    }

    private void ask(NodeId node, long doubt, int attempt) {
        if (!isOpen(node, doubt)) return;
        if (attempt > STRANGER_ATTEMPTS && !isMember.test(node)) {
            end(node);
            return;
        }
        question.apply(node).onComplete(answer -> {
            if (!isOpen(node, doubt)) return;
            if (answer.succeeded() && answer.result()) end(node);
            else pause.get().onComplete(later -> ask(node, doubt, attempt + 1));
        });
    }

    private boolean isOpen(NodeId node, long doubt) {
        return open.getOrDefault(node, 0L) == doubt;
    }

    /** The node knows everything, or is gone. */
    void end(NodeId node) {
        if (open.remove(node) != null && open.isEmpty()) settled.complete();
    }
}
