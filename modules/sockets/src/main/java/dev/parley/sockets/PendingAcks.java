package dev.parley.sockets;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one socket was asked and has not answered. Confined to its event loop. */
final class PendingAcks {

    private record Pending(Promise<Payload> answer, long timer) {}

    private final Vertx vertx;
    private final Map<Long, Pending> pending = new HashMap<>(2);
    private long nextId;

    PendingAcks(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The id that the next {@link #expect} is for. */
    long nextId() {
        return nextId;
    }

    Future<Payload> expect(Duration within) {
        long id = nextId++;
        Promise<Payload> answer = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, within.toMillis()), late -> {
            pending.remove(id);
            answer.fail(new AckTimeout("no answer within " + within));
        });
        pending.put(id, new Pending(answer, timer));
        return answer.future();
    }

    /** An answer came; one to a question that is not open is ignored. */
    void answered(long id, Payload answer) {
        Pending asked = pending.remove(id);
        if (asked == null) return;
        vertx.cancelTimer(asked.timer);
        asked.answer.complete(answer);
    }

    void fail() {
        var all = List.copyOf(pending.values());
        pending.clear();
        for (Pending asked : all) {
            vertx.cancelTimer(asked.timer);
            asked.answer.fail(new AckTimeout("the client is gone"));
        }
    }
}
