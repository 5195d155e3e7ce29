package dev.parley.profiles.messaging;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatAnswer.Told;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.FindMessage;
import dev.parley.bus.chat.MessageQuestion.FoundMessage;
import dev.parley.bus.chat.RoomQuestion.Conversation;
import dev.parley.bus.chat.RoomQuestion.RoomsOf;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The conversations of one user. Safe on every thread; answers come to the context that asked. */
record ConversationList(Chat chat, AppNamespace at, String user) {

    /** One of them, and whether its last message has been read by whom it was sent to. */
    private record Entry(Conversation conversation, boolean read) {}

    /**
     * {@code {"conversations":[{"otherUser","lastMessage","unreadCount"}]}}: those with the newest messages, groups of
     * other contracts left out.
     *
     * @param most of all rooms of the user that are looked at
     */
    Future<ChatAnswer<RawJson>> newest(int most) {
        return Correspondence.then(chat.ask(new RoomsOf(at, user, Optional.empty(), most)), rooms -> {
            List<Conversation> direct = rooms.conversations().stream()
                    .filter(each -> each.room().kind() == Kind.DIRECT)
                    .toList();
            return Correspondence.then(
                    new Correspondence(chat).find(at, others(direct)),
                    users -> entries(direct).map(entries -> ChatAnswer.told(json(entries, users))));
        });
    }

    private Set<String> others(List<Conversation> direct) {
        return direct.stream().map(each -> each.room().other(user)).collect(Collectors.toSet());
    }

    private Future<List<Entry>> entries(List<Conversation> direct) {
        List<Future<Entry>> entries = direct.stream().map(this::entry).toList();
        return Future.all(entries)
                .map(all -> entries.stream().map(Future::result).toList());
    }

    /** What the user wrote last may have been read by the other, whose seat has to be asked for. */
    private Future<Entry> entry(Conversation conversation) {
        Optional<ChatMessage> last = conversation.last();
        boolean own = last.isPresent() && last.get().user().equals(user);
        if (!own) {
            boolean read =
                    last.isPresent() && conversation.seat().hasRead(last.get().seq());
            return Future.succeededFuture(new Entry(conversation, read));
        }
        return chat.ask(new FindMessage(at, last.get().id(), Optional.of(user)))
                .map(answer ->
                        new Entry(conversation, answer instanceof Told<FoundMessage> told && isRead(told.value())));
    }

    private static boolean isRead(FoundMessage found) {
        return Correspondence.isRead(found.message(), found.room(), found.seats());
    }

    private RawJson json(List<Entry> entries, Map<String, ChatUser> users) {
        return JsonWriter.object(w -> {
            w.name("conversations").beginArray();
            for (Entry each : entries) {
                Conversation conversation = each.conversation();
                ChatUser other = users.get(conversation.room().other(user));
                if (other == null) continue;
                w.beginObject();
                Account.of(other).brief(w.name("otherUser"));
                w.name("lastMessage").raw(last(each));
                w.name("unreadCount").number(conversation.unread().count()).endObject();
            }
            w.endArray();
        });
    }

    private static RawJson last(Entry entry) {
        return entry.conversation()
                .last()
                .map(message -> DirectMessage.of(message, entry.conversation().room(), entry.read(), Map.of())
                        .last())
                .orElse(RawJson.NULL);
    }
}
