package dev.parley.sockets;

import dev.parley.bus.Answer;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One inquiry and the sockets of one event loop that owe it an answer. Confined to that event loop.
 *
 * <p>What comes within one turn of the loop is told together.
 */
final class LoopInquiry implements PendingAcks.Asker {

    private final Context context;
    private final Vertx vertx;
    private final NodeInquiry whole;
    private final Set<PendingAcks> owing = new HashSet<>();

    private long timer = -1;
    private List<Answer> answers = new ArrayList<>();
    private int silent;
    private boolean telling;

    LoopInquiry(Vertx vertx, Context context, NodeInquiry whole) {
        this.vertx = vertx;
        this.context = context;
        this.whole = whole;
    }

    /** Whether the socket was asked; if not, it will not answer either. */
    boolean ask(NamespaceSocket socket) {
        boolean sent = socket.deliver(whole.packet(), whole.droppable());
        if (sent) {
            socket.acks().expect(whole.ackId(), this);
            owing.add(socket.acks());
        } else {
            silent++;
            tellLater();
        }
        return sent;
    }

    /** All sockets have been asked, or were too slow for it; answers are awaited for so long. */
    void await(Duration within) {
        whole.counted(owing.size() + silent);
        if (!owing.isEmpty()) timer = vertx.setTimer(Math.max(1, within.toMillis()), late -> withdraw());
    }

    @Override
    public String question() {
        return whole.question();
    }

    @Override
    public void answered(PendingAcks by, SocketPacket.Ack answer) {
        answers.add(new Answer(by.socket(), first(answer.args()), answer.attachments()));
        settled(by);
    }

    @Override
    public void gone(PendingAcks by) {
        silent++;
        settled(by);
    }

    private void settled(PendingAcks by) {
        owing.remove(by);
        if (owing.isEmpty()) vertx.cancelTimer(timer);
        tellLater();
    }

    /** As Socket.IO collects it: the first argument. A copy, since the answer outlives the packet that it came in. */
    private static RawJson first(RawJson args) {
        List<RawJson> elements = args.elements();
        return elements.isEmpty() ? RawJson.NULL : JsonWriter.build(w -> w.raw(elements.getFirst()));
    }

    private void tellLater() {
        if (telling) return;
        telling = true;
        context.runOnContext(turnIsOver -> {
            telling = false;
            whole.heard(answers, silent);
            answers = new ArrayList<>();
            silent = 0;
        });
    }

    private void withdraw() {
        for (PendingAcks each : owing) each.withdraw(whole.ackId());
        owing.clear();
    }
}
