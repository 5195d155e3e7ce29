package dev.parley.profiles.panel;

import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.bus.chat.ChatEvent;
import dev.parley.bus.chat.ChatEvent.MessageSent;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.chat.ChatDialect;
import dev.parley.protocol.json.JsonWriter;
import java.util.List;

/**
 * Tells the sockets that have joined a room, the sender's included, of its messages: {@code new_message}. The contract has
 * no event for anything else. Stateless.
 *
 * <p>A deleted room takes no messages, so its sockets hear nothing more of it. Whoever is taken out of a room by another
 * way than this contract, which has none, keeps the sockets that are in it until they connect again.
 */
final class PanelDialect implements ChatDialect {

    @Override
    public List<Broadcast> tell(ChatEvent event) {
        return event instanceof MessageSent sent ? List.of(newMessage(sent)) : List.of();
    }

    private static Broadcast newMessage(MessageSent event) {
        ChatMessage message = event.sent().message();
        var args = JsonWriter.build(w -> {
            PanelJson.message(w.beginArray().string("new_message"), message);
            w.endArray();
        });
        return new Broadcast(
                message.id(), Audience.of(event.at(), Target.room(message.room())), args, List.of(), false);
    }
}
