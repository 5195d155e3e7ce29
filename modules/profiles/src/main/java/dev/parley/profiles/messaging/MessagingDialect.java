package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.chat.ChatEvent;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.Seat;
import dev.parley.chat.ChatDialect;
import dev.parley.profiles.JsonDate;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells receivers of their messages, and authors that one was read. The contract has no words for groups, changed messages
 * and members: whoever does such things by other ways does them in silence. Stateless.
 */
final class MessagingDialect implements ChatDialect {

    @Override
    public List<Broadcast> tell(ChatEvent event) {
        return switch (event) {
            case ChatEvent.MessageSent(AppNamespace at, SentMessage sent, Optional<String> socket)
            when sent.room().kind() == ChatRoom.Kind.DIRECT -> received(at, sent);
            case ChatEvent.ReadMoved(
                    AppNamespace at,
                    ChatRoom room,
                    Seat seat,
                    Optional<ChatMessage> message,
                    Map<String, ChatUser> users)
            when message.isPresent() -> List.of(read(at, message.get(), seat, users));
            default -> List.of();
        };
    }

    private static List<Broadcast> received(AppNamespace at, SentMessage sent) {
        DirectMessage message = DirectMessage.of(sent);
        return List.of(
                Outgoing.toUser(at, message.receiver(), "receive_message", message.toJson()),
                Outgoing.toUser(at, message.receiver(), "message_notification", notification(sent, message)));
    }

    private static RawJson notification(SentMessage sent, DirectMessage message) {
        String preview = sent.message()
                .data()
                .member(Draft.PREVIEW)
                .flatMap(RawJson::asString)
                .orElseGet(() -> JsText.preview(message.content()));
        return JsonWriter.object(w -> {
            w.name("type").string("new_message").name("from");
            person(sent.users(), message.sender()).accept(w);
            w.name("message").string(preview);
            w.name("timestamp").string(JsonDate.of(message.sent()));
        });
    }

    /** {@code message_read}, to all devices of whoever wrote the message. */
    static Broadcast read(AppNamespace at, ChatMessage message, Seat seat, Map<String, ChatUser> users) {
        RawJson payload = JsonWriter.object(w -> {
            w.name("messageId").string(message.id()).name("readBy");
            person(users, seat.user()).accept(w);
            w.name("readAt").string(JsonDate.of(seat.readAt().orElse(message.sent())));
        });
        return Outgoing.toUser(at, message.user(), "message_read", payload);
    }

    /** {@code {"_id","name"}}; somebody unknown is called by the id. */
    private static Consumer<JsonWriter> person(Map<String, ChatUser> users, String id) {
        ChatUser known = users.get(id);
        if (known != null) return Account.of(known)::brief;
        return w ->
                w.beginObject().name("_id").string(id).name("name").string(id).endObject();
    }
}
