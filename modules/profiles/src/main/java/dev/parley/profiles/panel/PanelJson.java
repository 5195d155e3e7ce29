package dev.parley.profiles.panel;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.ChatUser;
import dev.parley.profiles.JsonDate;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The contract's objects, their members in its order. Each method writes one value. Stateless. */
final class PanelJson {

    private PanelJson() {}

    /** {@code {"id","nickname","created_at","updated_at","deleted_at"}}. */
    static void user(JsonWriter w, ChatUser user) {
        w.beginObject().name("id").string(user.id());
        text(w.name("nickname"), user.name());
        w.name("created_at").string(JsonDate.of(user.created()));
        w.name("updated_at").string(JsonDate.of(user.updated()));
        date(w.name("deleted_at"), user.deleted());
        w.endObject();
    }

    /**
     * {@code {"id","name","created_at","updated_at","deleted_at",...}}.
     *
     * @param more writes further members
     */
    static void room(JsonWriter w, ChatRoom room, Consumer<JsonWriter> more) {
        w.beginObject().name("id").string(room.id());
        text(w.name("name"), room.name());
        w.name("created_at").string(JsonDate.of(room.created()));
        w.name("updated_at").string(JsonDate.of(room.updated()));
        date(w.name("deleted_at"), room.deleted());
        more.accept(w);
        w.endObject();
    }

    /**
     * A room with {@code "users":[{"user":{"id","nickname"},"created_at"}]}, without users that are deleted.
     *
     * @param known users by their ids
     * @param more writes further members
     */
    static void roomWithUsers(JsonWriter w, ChatRoom room, Map<String, ChatUser> known, Consumer<JsonWriter> more) {
        room(w, room, users -> {
            users.name("users").beginArray();
            for (Member member : room.members()) {
                ChatUser user = known.get(member.user());
                if (user == null || user.deleted().isPresent()) continue;
                author(users.beginObject().name("user"), member.user(), known);
                users.name("created_at").string(JsonDate.of(member.joined())).endObject();
            }
            more.accept(users.endArray());
        });
    }

    /** The member {@code "messages":[{"id","room_id","user_id","created_at","deleted_at"}]}. */
    static void rows(JsonWriter w, List<ChatMessage> messages) {
        w.name("messages").beginArray();
        for (ChatMessage message : messages) {
            columns(w.beginObject(), message);
            w.endObject();
        }
        w.endArray();
    }

    /**
     * The member {@code
     * "users":[{"user_id","room_id","unread_message_count","last_checked_at","created_at","deleted_at"}]}.
     *
     * @param checked how far its members are, by their ids; those that are not there have just come
     */
    static void memberships(JsonWriter w, ChatRoom room, Map<String, Checked> checked) {
        w.name("users").beginArray();
        for (Member member : room.members()) {
            Checked last = checked.getOrDefault(member.user(), new Checked(0, member.joined()));
            w.beginObject().name("user_id").string(member.user());
            w.name("room_id").string(room.id());
            w.name("unread_message_count").number(last.unread());
            w.name("last_checked_at").string(JsonDate.of(last.at()));
            w.name("created_at").string(JsonDate.of(member.joined()));
            w.name("deleted_at").raw(RawJson.NULL).endObject();
        }
        w.endArray();
    }

    /**
     * {@code {"id","room_id","user_id","created_at","deleted_at","text_message":{"content"}}}, which is null for none, and
     * {@code "files"} where there are some.
     */
    static void message(JsonWriter w, ChatMessage message) {
        columns(w.beginObject(), message);
        content(w, message);
        w.endObject();
    }

    /** {@code {"id","user":{"id","nickname"},"text_message":{"content"}}}, and files as above. */
    static void messageInRoom(JsonWriter w, ChatMessage message, Map<String, ChatUser> known) {
        w.beginObject().name("id").string(message.id());
        author(w.name("user"), message.user(), known);
        content(w, message);
        w.endObject();
    }

    private static void author(JsonWriter w, String id, Map<String, ChatUser> known) {
        w.beginObject().name("id").string(id);
        text(w.name("nickname"), Optional.ofNullable(known.get(id)).flatMap(ChatUser::name));
        w.endObject();
    }

    private static void columns(JsonWriter w, ChatMessage message) {
        w.name("id").string(message.id());
        w.name("room_id").string(message.room());
        w.name("user_id").string(message.user());
        w.name("created_at").string(JsonDate.of(message.sent()));
        date(w.name("deleted_at"), message.deleted());
    }

    private static void content(JsonWriter w, ChatMessage message) {
        w.name("text_message");
        if (message.text().isEmpty()) w.raw(RawJson.NULL);
        else w.beginObject().name("content").string(message.text()).endObject();
        message.data()
                .member(PanelFile.MEMBER)
                .filter(files -> !files.elements().isEmpty())
                .ifPresent(files -> w.name("files").raw(files));
    }

    private static void text(JsonWriter w, Optional<String> text) {
        if (text.isPresent()) w.string(text.get());
        else w.raw(RawJson.NULL);
    }

    private static void date(JsonWriter w, Optional<Instant> time) {
        text(w, time.map(JsonDate::of));
    }
}
