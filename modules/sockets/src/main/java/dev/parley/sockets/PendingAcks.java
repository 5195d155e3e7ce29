package dev.parley.sockets;

import dev.parley.protocol.socket.SocketPacket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** What one socket was asked and has not answered. Confined to its event loop. */
final class PendingAcks {

    /** Whoever asked. Hears one of the two, once. */
    interface Asker {

        /** The name of the event that asks. */
        String question();

        void answered(PendingAcks by, SocketPacket.Ack answer);

        /** The client is gone and will not answer. */
        void gone(PendingAcks by);
    }

    private final String socket;
    private final Vertx vertx;
    private final Map<Long, Asker> pending = new LinkedHashMap<>(2);

    /**
     * @param socket whose they are, by its public id
     */
    PendingAcks(String socket, Vertx vertx) {
        this.socket = socket;
        this.vertx = vertx;
    }

    String socket() {
        return socket;
    }

    /** Awaits the answer to a question, until it is withdrawn. */
    void expect(long id, Asker asker) {
        pending.put(id, asker);
    }

    /** Forgets a question; its asker hears nothing. */
    void withdraw(long id) {
        pending.remove(id);
    }

    /**
     * Awaits the answer's arguments for so long, and fails with {@link AckTimeout} then.
     *
     * @param question the name of the event that asks
     */
    Future<Payload> expect(long id, String question, Duration within) {
        Promise<Payload> answer = Promise.promise();
        long timer = vertx.setTimer(Math.max(1, within.toMillis()), late -> {
            withdraw(id);
            answer.fail(new AckTimeout("no answer within " + within));
        });
        expect(id, new Asker() {
            @Override
            public String question() {
                return question;
            }

            @Override
            public void answered(PendingAcks by, SocketPacket.Ack ack) {
                vertx.cancelTimer(timer);
                answer.complete(new Payload(ack.args().elements(), ack.attachments()));
            }

            @Override
            public void gone(PendingAcks by) {
                vertx.cancelTimer(timer);
                answer.fail(new AckTimeout("the client is gone"));
            }
        });
        return answer.future();
    }

    /** An answer came; one to a question that is not open is ignored. */
    void answered(SocketPacket.Ack answer) {
        Asker asker = pending.remove(answer.ackId());
        if (asker != null) asker.answered(this, answer);
    }

    /** The oldest question of a name that is open. */
    OptionalLong oldest(String question) {
        for (Map.Entry<Long, Asker> each : pending.entrySet()) {
            if (each.getValue().question().equals(question)) return OptionalLong.of(each.getKey());
        }
        return OptionalLong.empty();
    }

    /** The question did not reach the client. */
    void lost(long id) {
        Asker asker = pending.remove(id);
        if (asker != null) asker.gone(this);
    }

    /** No more answers will come. */
    void gone() {
        var askers = List.copyOf(pending.values());
        pending.clear();
        for (Asker asker : askers) asker.gone(this);
    }
}
