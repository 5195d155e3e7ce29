package dev.parley.chat;

import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.chat.ChatEvent;
import java.util.List;

/**
 * How a namespace's clients are told what happens in its chat, whoever did it and by whatever way. Each profile has one. It
 * has no state: ChatVerticles of all nodes ask it, each on a thread of its own.
 */
public interface ChatDialect {

    /** Tells nobody anything. */
    ChatDialect SILENT = event -> List.of();

    /**
     * What the clients get, in this order. It comes after the event is durable; events of one room that one node has
     * accepted come in the order of their numbers.
     */
    List<Broadcast> tell(ChatEvent event);
}
