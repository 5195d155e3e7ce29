package dev.parley.profiles.marketplace;

import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.cluster.Broadcaster;
import dev.parley.profiles.JsonDate;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.engine.RandomId;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The conversations that one client is writing in. Confined to the socket's event loop.
 *
 * <p>Whoever has been told that the client is typing is told when it stops: because it says so, does not repeat it in time,
 * leaves the conversation, or goes.
 */
final class Typing {

    private final Vertx vertx;
    private final Broadcaster broadcaster;
    private final InstantSource clock;
    private final Duration timeout;
    private final ClientSocket socket;
    private final Optional<String> user;

    /** By conversation, the timer that ends it: there are no more than rooms that the socket is in. */
    private final Map<String, Long> timers = new HashMap<>(2);

    /**
     * @param timeout how long somebody is typing who does not say so again
     * @param user who is typing, if it is known
     */
    Typing(
            Vertx vertx,
            Broadcaster broadcaster,
            InstantSource clock,
            Duration timeout,
            ClientSocket socket,
            Optional<String> user) {
        this.vertx = vertx;
        this.broadcaster = broadcaster;
        this.clock = clock;
        this.timeout = timeout;
        this.socket = socket;
        this.user = user;
    }

    /** In a conversation that the client is in. */
    void start(String conversation) {
        forget(conversation);
        timers.put(conversation, vertx.setTimer(timeout.toMillis(), over -> stop(conversation)));
        tell(conversation, true);
    }

    /** Nothing happens if it has not begun. */
    void stop(String conversation) {
        if (forget(conversation)) tell(conversation, false);
    }

    /** The client is gone. */
    void stopAll() {
        for (String conversation : List.copyOf(timers.keySet())) stop(conversation);
    }

    private boolean forget(String conversation) {
        Long timer = timers.remove(conversation);
        if (timer != null) vertx.cancelTimer(timer);
        return timer != null;
    }

    private void tell(String conversation, boolean typing) {
        RawJson args = JsonWriter.build(w -> {
            w.beginArray().string("conversation:typing").beginObject();
            w.name("conversationId").string(conversation);
            user.ifPresent(id -> w.name("userId").string(id));
            w.name("isTyping").bool(typing);
            w.name("timestamp").string(JsonDate.of(clock.instant()));
            w.endObject().endArray();
        });
        var others = Audience.of(socket.appNamespace(), MarketplaceSocket.conversation(conversation))
                .without(Target.socket(socket.id()));
        broadcaster.broadcast(new Broadcast(RandomId.next(), others, args, List.of(), true));
    }
}
