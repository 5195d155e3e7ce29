package dev.parley.api.chat;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatMessage.Reaction;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.HistoryPart;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.UnreadRooms;
import dev.parley.bus.chat.RoomQuestion.Conversation;
import dev.parley.bus.chat.RoomQuestion.Conversations;
import dev.parley.bus.chat.Seat;
import dev.parley.bus.chat.Unread;
import dev.parley.protocol.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Chat as backends and clients of our own contract see it: one shape for each thing, {@code openapi.yaml} and {@code
 * asyncapi.yaml} describe them. Each method writes one value, unless it says
 * otherwise. Times are of ISO 8601, in UTC.
 */
public final class ChatJson {

    private ChatJson() {}

    public static void message(JsonWriter w, ChatMessage message) {
        w.beginObject().name("id").string(message.id());
        w.name("room").string(message.room()).name("seq").number(message.seq());
        w.name("user").string(message.user()).name("text").string(message.text());
        w.name("data").raw(message.data());
        time(w, "sent", message.sent());
        time(w, "edited", message.edited());
        time(w, "deleted", message.deleted());
        w.name("reactions").beginArray();
        for (Reaction reaction : message.reactions()) {
            w.beginObject().name("name").string(reaction.name());
            w.name("users").beginArray();
            reaction.users().forEach(w::string);
            w.endArray().endObject();
        }
        w.endArray().endObject();
    }

    public static void messages(JsonWriter w, List<ChatMessage> messages) {
        w.beginArray();
        for (ChatMessage message : messages) message(w, message);
        w.endArray();
    }

    /** What becomes of sending: members of an open object. */
    public static void sent(JsonWriter w, SentMessage sent) {
        message(w.name("message"), sent.message());
        place(w.name("conversation"), sent.room());
        if (sent.repeated()) w.name("repeated").bool(true);
    }

    /** Part of a history: members of an open object. */
    public static void history(JsonWriter w, HistoryPart part) {
        messages(w.name("messages"), part.messages());
        w.name("moreBefore").bool(part.moreBefore());
        w.name("moreAfter").bool(part.moreAfter());
    }

    /** A room with everybody who is in it. */
    public static void room(JsonWriter w, ChatRoom room) {
        room(w, room, true);
    }

    /** A room as one of many: without its members, unless there are two of them for good. */
    public static void summary(JsonWriter w, ChatRoom room) {
        room(w, room, room.kind() == ChatRoom.Kind.DIRECT);
    }

    private static void room(JsonWriter w, ChatRoom room, boolean withMembers) {
        w.beginObject();
        naming(w, room);
        w.name("data").raw(room.data()).name("size").number(room.members().size());
        if (withMembers) members(w.name("members"), room.members());
        time(w, "created", room.created());
        time(w, "updated", room.updated());
        room.retention().ifPresent(kept -> w.name("retention").string(Retention.text(kept)));
        w.endObject();
    }

    /** What a client needs to know of a room that a message is in: what kind it is, and who talks in a direct one. */
    public static void place(JsonWriter w, ChatRoom room) {
        w.beginObject();
        naming(w, room);
        if (room.kind() == ChatRoom.Kind.DIRECT) members(w.name("members"), room.members());
        w.endObject();
    }

    private static void naming(JsonWriter w, ChatRoom room) {
        w.name("id").string(room.id());
        w.name("kind").string(room.kind().name().toLowerCase(Locale.ROOT));
        room.name().ifPresent(name -> w.name("name").string(name));
    }

    public static void members(JsonWriter w, List<Member> members) {
        w.beginArray();
        for (Member member : members) {
            w.beginObject().name("user").string(member.user());
            time(w, "joined", member.joined());
            w.endObject();
        }
        w.endArray();
    }

    public static void user(JsonWriter w, ChatUser user) {
        w.beginObject().name("id").string(user.id());
        user.name().ifPresent(name -> w.name("name").string(name));
        w.name("data").raw(user.data());
        time(w, "created", user.created());
        time(w, "updated", user.updated());
        time(w, "deleted", user.deleted());
        time(w, "lastSeen", user.lastSeen());
        w.endObject();
    }

    public static void presence(JsonWriter w, Presence presence) {
        w.beginObject().name("user").string(presence.user());
        w.name("online").bool(presence.online());
        time(w, "lastSeen", presence.lastSeen());
        w.endObject();
    }

    /** How far a member is. */
    public static void seat(JsonWriter w, Seat seat) {
        w.beginObject().name("room").string(seat.room()).name("user").string(seat.user());
        w.name("delivered").number(seat.delivered()).name("read").number(seat.read());
        if (!seat.readApart().isEmpty()) {
            w.name("readApart").beginArray();
            seat.readApart().stream().sorted().forEach(w::number);
            w.endArray();
        }
        time(w, "readAt", seat.readAt());
        w.endObject();
    }

    /** A page of them: members of an open object. */
    public static void conversations(JsonWriter w, Conversations page) {
        w.name("conversations").beginArray();
        for (Conversation one : page.conversations()) conversation(w, one);
        w.endArray();
        page.next().ifPresent(next -> w.name("next").string(next));
    }

    private static void conversation(JsonWriter w, Conversation one) {
        summary(w.beginObject().name("room"), one.room());
        seat(w.name("seat"), one.seat());
        unread(w.name("unread"), one.unread());
        one.last().ifPresent(last -> message(w.name("last"), last));
        w.endObject();
    }

    public static void unread(JsonWriter w, Unread unread) {
        w.beginObject().name("count").number(unread.count());
        w.name("more").bool(unread.more()).endObject();
    }

    /** In all rooms, and in each that has some: members of an open object. */
    public static void unread(JsonWriter w, UnreadRooms unread) {
        w.name("total").number(unread.total().count());
        w.name("more").bool(unread.total().more());
        w.name("rooms").beginObject();
        unread.rooms().forEach((room, some) -> unread(w.name(room), some));
        w.endObject();
    }

    /** A member with a time. */
    public static void time(JsonWriter w, String name, Instant at) {
        w.name(name).string(at.toString());
    }

    /** The same, if there is one. */
    public static void time(JsonWriter w, String name, Optional<Instant> at) {
        at.ifPresent(known -> time(w, name, known));
    }
}
