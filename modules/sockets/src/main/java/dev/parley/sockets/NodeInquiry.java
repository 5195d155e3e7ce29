package dev.parley.sockets;

import dev.parley.bus.Answer;
import dev.parley.bus.Message.Addressed;
import dev.parley.bus.Message.Answers;
import dev.parley.bus.Message.Inquiry;
import dev.parley.bus.Message.InquiryReply;
import dev.parley.bus.NodeId;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One inquiry at this node: one packet and one ack id for all of its event loops, and the way back to whoever asked. Its
 * fields are confined to FanoutVerticle's event loop; its methods may be called from anywhere.
 */
final class NodeInquiry {

    private final Context context;
    private final NodeId self;
    private final Inquiry inquiry;
    private final long ackId;
    private final EncodedPacket packet;
    private final Consumer<InquiryReply> asker;

    private int counting;
    private int sockets;
    private int bytesLeft;

    /**
     * @param loops how many event loops are to count their sockets
     * @param asker takes replies to where the inquiry came from
     */
    NodeInquiry(
            Context context,
            NodeId self,
            Inquiry inquiry,
            long ackId,
            EncodedPacket packet,
            int loops,
            Consumer<InquiryReply> asker) {
        this.context = context;
        this.self = self;
        this.inquiry = inquiry;
        this.ackId = ackId;
        this.packet = packet;
        this.counting = loops;
        this.asker = asker;
        this.bytesLeft = inquiry.maxBytes();
    }

    long ackId() {
        return ackId;
    }

    /** The name of its event. */
    String question() {
        return inquiry.event().args().elements().getFirst().asString().orElse("");
    }

    EncodedPacket packet() {
        return packet;
    }

    boolean droppable() {
        return inquiry.event().droppable();
    }

    /** An event loop has so many sockets of the audience. */
    void counted(int more) {
        context.runOnContext(here -> {
            sockets += more;
            if (--counting == 0) asker.accept(new Addressed(self, inquiry.number(), sockets));
        });
    }

    /** An event loop has heard this of its sockets. */
    void heard(List<Answer> answers, int silent) {
        context.runOnContext(here -> {
            List<Answer> kept = keep(answers);
            asker.accept(new Answers(self, inquiry.number(), kept, answers.size() - kept.size(), silent));
        });
    }

    /** What fits in the asker's limit: more would only burden the network. */
    private List<Answer> keep(List<Answer> answers) {
        var kept = new ArrayList<Answer>(answers.size());
        for (Answer answer : answers) {
            if (answer.size() > bytesLeft) continue;
            bytesLeft -= answer.size();
            kept.add(answer);
        }
        return kept;
    }
}
