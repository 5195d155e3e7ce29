package dev.parley.chat;

import dev.parley.bus.Bus;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.store.documents.StoreLost;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way of this node's messages into the store, turn by turn: all that have come while a turn was under way make the
 * next one. Owned by the context of its ChatVerticle.
 *
 * <p>A turn that loses the store goes on when the store is back, until its messages have waited for {@link #WITHIN}. Who
 * sent them is told that nobody knows whether they are stored.
 */
final class Appends {

    /** Whoever asks waits no longer than {@link Bus#ANSWER_WITHIN}. */
    static final Duration WITHIN = Bus.ANSWER_WITHIN.minusSeconds(2);

    private static final int MAX_TURN = 500;
    private static final long MAX_TURN_BYTES = 4_000_000;
    private static final long MAX_WAITING_BYTES = 64_000_000;
    private static final long PAUSE_MILLIS = 100;
    private static final Logger log = LoggerFactory.getLogger(Appends.class);

    private final Context context;
    private final ChatConfig config;
    private final Turn turn;
    private final Ids ids;
    private final Outage outage;
    private final InstantSource clock;
    private final AppendMeters meters;
    private final Deque<Append> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean running;
    private boolean closed;
    private final Promise<Void> ended = Promise.promise();

    Appends(
            Context context,
            ChatConfig config,
            Turn turn,
            Ids ids,
            Outage outage,
            InstantSource clock,
            AppendMeters meters) {
        this.context = context;
        this.config = config;
        this.turn = turn;
        this.ids = ids;
        this.outage = outage;
        this.clock = clock;
        this.meters = meters;
    }

    Future<ChatAnswer<SentMessage>> offer(SendMessage question) {
        Optional<ChatFault> fault = fault(question);
        Future<ChatAnswer<SentMessage>> answer =
                fault.isPresent() ? Future.succeededFuture(ChatAnswer.refused(fault.get())) : accept(question);
        return answer.onComplete(meters::answered);
    }

    private Optional<ChatFault> fault(SendMessage question) {
        Rules rules = new Rules(config);
        String to =
                switch (question.to()) {
                    case ToRoom(String room) -> room;
                    case ToUser(String user) -> user;
                };
        return rules.ids(List.of(to, question.user()))
                .or(() -> rules.id(question.clientId()))
                .or(() -> rules.content(question.text(), question.data()))
                .or(() -> closed ? Optional.of(ChatFault.UNAVAILABLE) : Optional.empty())
                .or(() -> full() ? Optional.of(ChatFault.BUSY) : Optional.empty());
    }

    private boolean full() {
        return waiting.size() >= config.queued() || waitingBytes >= MAX_WAITING_BYTES;
    }

    private Future<ChatAnswer<SentMessage>> accept(SendMessage question) {
        var append = new Append(question, ids.next(question.ids()), clock.instant(), Patience.of(WITHIN));
        waiting.addLast(append);
        waitingBytes += append.bytes();
        if (!running) {
            running = true;
            context.runOnContext(start -> run());
        }
        return append.answer();
    }

    /** How many wait. */
    int waiting() {
        return waiting.size();
    }

    private void run() {
        for (List<Append> next = take(); !next.isEmpty(); next = take()) run(next);
        running = false;
        if (closed) ended.tryComplete();
    }

    private void run(List<Append> sends) {
        long start = System.nanoTime();
        try {
            putBack(turn.run(sends, sends.getFirst().patience()));
            outage.over();
            meters.turn(sends.size(), System.nanoTime() - start);
        } catch (StoreLost lost) {
            outage.began(lost);
            List<Append> unknown =
                    sends.stream().filter(each -> !each.isSettled()).toList();
            unknown.forEach(Append::setTried);
            putBack(unknown);
            context.owner().timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).await();
        } catch (RuntimeException bug) {
            log.error("a turn failed", bug);
            sends.stream().filter(each -> !each.isSettled()).forEach(each -> each.fail(bug));
        }
    }

    private void putBack(List<Append> again) {
        for (Append each : again.reversed()) {
            waiting.addFirst(each);
            waitingBytes += each.bytes();
        }
    }

    /** The next ones; whoever has waited too long is told so instead. The first one has waited longest. */
    private List<Append> take() {
        var next = new ArrayList<Append>();
        long bytes = 0;
        while (!waiting.isEmpty() && next.size() < MAX_TURN && bytes < MAX_TURN_BYTES) {
            Append each = waiting.removeFirst();
            waitingBytes -= each.bytes();
            if (each.patience().over()) {
                each.refuse(ChatFault.UNAVAILABLE);
            } else {
                next.add(each);
                bytes += each.bytes();
            }
        }
        return next;
    }

    /** Takes no more; done when those that wait are answered. */
    Future<Void> close() {
        closed = true;
        if (!running) ended.tryComplete();
        return ended.future().compose(done -> turn.close());
    }
}
