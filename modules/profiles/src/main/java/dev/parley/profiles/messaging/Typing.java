package dev.parley.profiles.messaging;

import dev.parley.apps.Limit;
import dev.parley.cluster.Broadcaster;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whom one client is writing to. Confined to the socket's event loop.
 *
 * <p>Whoever has been told that the client is typing is told when it stops: because it says so, does not repeat it in
 * time, goes, or writes to so many others at once that the first is given up (limit {@code rooms-per-socket}).
 */
final class Typing {

    private final Vertx vertx;
    private final Broadcaster broadcaster;
    private final ClientSocket socket;
    private final Account self;
    private final Duration timeout;

    /** By receiver, in the order of the last news: the timer that ends it. */
    private final Map<String, Long> receivers = new LinkedHashMap<>(4);

    Typing(Vertx vertx, Broadcaster broadcaster, ClientSocket socket, Account self, Duration timeout) {
        this.vertx = vertx;
        this.broadcaster = broadcaster;
        this.socket = socket;
        this.self = self;
        this.timeout = timeout;
    }

    void start(String receiver) {
        endWithin(timeout, receiver);
        tell(receiver, true);
    }

    void stop(String receiver) {
        forget(receiver);
        tell(receiver, false);
    }

    /** Ends it in a while, whether or not it has begun. */
    void endWithin(Duration time, String receiver) {
        forget(receiver);
        if (receivers.size() >= socket.limits().of(Limit.ROOMS_PER_SOCKET))
            stop(receivers.keySet().iterator().next());
        receivers.put(receiver, vertx.setTimer(time.toMillis(), over -> stop(receiver)));
    }

    /** The client is gone. */
    void stopAll() {
        for (String receiver : new ArrayList<>(receivers.keySet())) stop(receiver);
    }

    private void forget(String receiver) {
        Long timer = receivers.remove(receiver);
        if (timer != null) vertx.cancelTimer(timer);
    }

    private void tell(String receiver, boolean typing) {
        RawJson payload = JsonWriter.object(w -> w.name("userId")
                .string(self.id())
                .name("userName")
                .string(self.name())
                .name("isTyping")
                .bool(typing));
        broadcaster.broadcast(Outgoing.volatileToUser(socket.appNamespace(), receiver, "typing_indicator", payload));
    }
}
