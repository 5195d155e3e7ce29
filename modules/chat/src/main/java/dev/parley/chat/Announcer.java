package dev.parley.chat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.chat.ChatEvent;
import dev.parley.cluster.Broadcaster;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells clients what has happened and is durable. Owned by the context of its ChatVerticle, so it is heard in the order of
 * telling.
 */
final class Announcer {

    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private final Broadcaster broadcaster;
    private final Function<AppNamespace, ChatDialect> dialects;

    Announcer(Broadcaster broadcaster, Function<AppNamespace, ChatDialect> dialects) {
        this.broadcaster = broadcaster;
        this.dialects = dialects;
    }

    /** Of an event that is a part of no trace. */
    void tell(ChatEvent event) {
        tell(event, Optional.empty());
    }

    /** What goes wrong here harms nobody: the event stands. */
    void tell(ChatEvent event, Optional<String> trace) {
        try {
            for (Broadcast each : dialects.apply(event.at()).tell(event))
                broadcaster.broadcast(broadcaster.traced(each, trace));
        } catch (RuntimeException fault) {
            log.error("clients are not told of a {}", event.getClass().getSimpleName(), fault);
        }
    }
}
