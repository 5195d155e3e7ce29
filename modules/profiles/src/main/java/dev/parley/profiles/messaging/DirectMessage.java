package dev.parley.profiles.messaging;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.ReadMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.profiles.JsonDate;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message of one user to another, as this contract shows it.
 *
 * @param read by its receiver
 */
record DirectMessage(
        String id,
        String content,
        Instant sent,
        boolean read,
        String sender,
        Optional<String> senderName,
        String receiver,
        Optional<String> receiverName) {

    static DirectMessage of(ChatMessage message, ChatRoom room, boolean read, Map<String, ChatUser> users) {
        String receiver = room.other(message.user());
        return new DirectMessage(
                message.id(),
                message.text(),
                message.sent(),
                read,
                message.user(),
                fullName(users, message.user()),
                receiver,
                fullName(users, receiver));
    }

    static DirectMessage of(SentMessage sent) {
        return of(sent.message(), sent.room(), false, sent.users());
    }

    static DirectMessage of(ReadMessage read) {
        return of(read.message(), read.room(), true, read.users());
    }

    private static Optional<String> fullName(Map<String, ChatUser> users, String id) {
        return Optional.ofNullable(users.get(id)).flatMap(ChatUser::name);
    }

    /** As sockets get it; a user without a full name has no name here. */
    RawJson toJson() {
        return JsonWriter.object(w -> {
            w.name("_id").string(id).name("content").string(content);
            w.name("sentAt").string(JsonDate.of(sent)).name("read").bool(read);
            w.name("senderId").string(sender);
            senderName.ifPresent(name -> w.name("senderName").string(name));
            w.name("receiverId").string(receiver);
            receiverName.ifPresent(name -> w.name("receiverName").string(name));
        });
    }

    /** {@code {"success":true,"message":{...}}}. */
    RawJson confirmation() {
        return JsonWriter.object(
                w -> w.name("success").bool(true).name("message").raw(toJson()));
    }

    /** As HTTP clients get it: with objects in the place of the two ids. */
    RawJson populated() {
        return JsonWriter.object(w -> {
            w.name("_id").string(id);
            person(w.name("senderId"), sender, senderName);
            person(w.name("receiverId"), receiver, receiverName);
            rest(w);
        });
    }

    /** As HTTP clients get it where the two ids are no more than that. */
    RawJson bare() {
        return JsonWriter.object(w -> {
            w.name("_id").string(id).name("senderId").string(sender);
            w.name("receiverId").string(receiver);
            rest(w);
        });
    }

    /** The newest of a conversation, in a list of them. */
    RawJson last() {
        return JsonWriter.object(w -> {
            w.name("_id").string(id);
            rest(w);
            w.name("senderId").string(sender);
        });
    }

    private void rest(JsonWriter w) {
        w.name("content").string(content).name("read").bool(read);
        w.name("sentAt").string(JsonDate.of(sent));
    }

    private static void person(JsonWriter w, String id, Optional<String> fullName) {
        w.beginObject().name("_id").string(id).name("profile").beginObject();
        fullName.ifPresent(name -> w.name("fullName").string(name));
        w.endObject().endObject();
    }
}
