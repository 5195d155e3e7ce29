package dev.parley.chat;

import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Activity;
import dev.parley.bus.chat.ChatEvent;
import dev.parley.bus.chat.ChatEvent.MessageSent;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.cluster.Broadcaster;
import dev.parley.protocol.json.JsonWriter;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells clients, and the application's backend, what has happened and is durable. Owned by the context of its ChatVerticle,
 * so it is heard in the order of telling.
 */
final class Announcer {

    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private final Bus bus;
    private final Broadcaster broadcaster;
    private final Function<AppNamespace, ChatDialect> dialects;

    Announcer(Bus bus, Broadcaster broadcaster, Function<AppNamespace, ChatDialect> dialects) {
        this.bus = bus;
        this.broadcaster = broadcaster;
        this.dialects = dialects;
    }

    /** Tells clients. What goes wrong here harms nobody: the event stands. */
    void tell(ChatEvent event) {
        try {
            dialects.apply(event.at()).tell(event).forEach(broadcaster::broadcast);
        } catch (RuntimeException fault) {
            log.error("clients are not told of a {}", event.getClass().getSimpleName(), fault);
        }
    }

    /** Tells clients and the backend. */
    void tell(MessageSent event) {
        tell((ChatEvent) event);
        bus.send(Addresses.ACTIVITY, activity(event.at(), event.sent()));
    }

    private static Activity activity(AppNamespace at, SentMessage sent) {
        ChatMessage message = sent.message();
        return new Activity(
                at.app(),
                Activity.Type.MESSAGE,
                message.sent(),
                JsonWriter.object(w -> w.name("namespace")
                        .string(at.name())
                        .name("room")
                        .string(message.room())
                        .name("kind")
                        .string(sent.room().kind().name().toLowerCase(java.util.Locale.ROOT))
                        .name("id")
                        .string(message.id())
                        .name("seq")
                        .number(message.seq())
                        .name("user")
                        .string(message.user())
                        .name("text")
                        .string(message.text())
                        .name("data")
                        .raw(message.data())
                        .name("sent")
                        .string(message.sent().toString())));
    }
}
