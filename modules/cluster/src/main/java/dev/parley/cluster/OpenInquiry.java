package dev.parley.cluster;

import dev.parley.bus.Answer;
import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Answers;
import dev.parley.bus.Message.InquiryReply;
import dev.parley.bus.NodeId;
import dev.parley.cluster.InquiryResult.Cause;
import dev.parley.cluster.InquiryResult.Collected;
import dev.parley.cluster.InquiryResult.Missing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One inquiry and what has been heard of it. Confined to the context it was asked on.
 *
 * <p>Replies may be lost, and those of one node come in any order.
 */
final class OpenInquiry {

    /** What one node has told.
     *
     * @param addressed nothing until it has told how many sockets it asked
     * @param silent sockets that will never answer
     */
    private record Share(OptionalInt addressed, int answered, int silent, boolean left) {

        static final Share UNHEARD = new Share(OptionalInt.empty(), 0, 0, false);

        Share with(InquiryReply reply) {
            return switch (reply) {
                case Addressed told -> new Share(OptionalInt.of(told.sockets()), answered, silent, left);
                case Answers more ->
                    new Share(
                            addressed,
                            answered + more.answers().size() + more.withheld(),
                            silent + more.silent(),
                            left);
            };
        }

        Share gone() {
            return new Share(addressed, answered, silent, true);
        }

        boolean open() {
            return !left && (addressed.isEmpty() || answered + silent < addressed.getAsInt());
        }

        boolean complete() {
            return addressed.isPresent() && answered == addressed.getAsInt();
        }

        int sockets() {
            return addressed.orElse(answered + silent);
        }

        Missing missing(NodeId node) {
            Cause cause = left ? Cause.LEFT : addressed.isEmpty() ? Cause.SILENT : Cause.UNANSWERED;
            return new Missing(node, cause, addressed, answered);
        }
    }

    private final Map<NodeId, Share> shares = new LinkedHashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Promise<Collected> result = Promise.promise();
    private final int maxBytes;
    private final int enough;
    private int bytes;
    private boolean truncated;

    /**
     * @param nodes those that are asked; without any there would be nothing to wait for
     * @param maxBytes of answers that are kept
     * @param enough how many kept answers end it, whatever else there may be to wait for
     */
    OpenInquiry(Collection<NodeId> nodes, int maxBytes, int enough) {
        this.maxBytes = maxBytes;
        this.enough = enough;
        for (NodeId node : nodes) shares.put(node, Share.UNHEARD);
    }

    /** Completes when there is nothing to wait for any more, or enough is there; it does not fail. */
    Future<Collected> result() {
        return result.future();
    }

    void hear(InquiryReply reply) {
        if (result.future().isComplete() || !shares.containsKey(reply.by())) return;
        if (reply instanceof Answers more) keep(more);
        shares.computeIfPresent(reply.by(), (node, share) -> share.with(reply));
        finishIfItIsOver();
    }

    private void keep(Answers more) {
        if (more.withheld() > 0) truncated = true;
        for (Answer answer : more.answers()) {
            if (bytes + answer.size() > maxBytes) {
                truncated = true;
            } else {
                bytes += answer.size();
                answers.add(answer);
            }
        }
    }

    /** The node is not in the cluster any more; what it had told still counts. */
    void left(NodeId node) {
        shares.computeIfPresent(node, (same, share) -> share.gone());
        finishIfItIsOver();
    }

    /** The time is over. */
    void finish() {
        var missing = new ArrayList<Missing>();
        shares.forEach((node, share) -> {
            if (!share.complete()) missing.add(share.missing(node));
        });
        result.tryComplete(new Collected(
                shares.values().stream().mapToInt(Share::sockets).sum(),
                shares.values().stream().mapToInt(Share::answered).sum(),
                answers,
                truncated,
                missing));
    }

    private void finishIfItIsOver() {
        if (answers.size() >= enough || shares.values().stream().noneMatch(Share::open)) finish();
    }
}
