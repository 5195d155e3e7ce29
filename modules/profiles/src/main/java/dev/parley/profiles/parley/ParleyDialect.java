package dev.parley.profiles.parley;

import dev.parley.api.chat.ChatJson;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.bus.chat.ChatEvent;
import dev.parley.bus.chat.ChatEvent.DeliveredMoved;
import dev.parley.bus.chat.ChatEvent.MemberAdded;
import dev.parley.bus.chat.ChatEvent.MemberRemoved;
import dev.parley.bus.chat.ChatEvent.MessageDeleted;
import dev.parley.bus.chat.ChatEvent.MessageEdited;
import dev.parley.bus.chat.ChatEvent.MessageReacted;
import dev.parley.bus.chat.ChatEvent.MessageSent;
import dev.parley.bus.chat.ChatEvent.ReadMoved;
import dev.parley.bus.chat.ChatEvent.RoomDeleted;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.Seat;
import dev.parley.chat.ChatDialect;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.engine.RandomId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How chat is told to clients of the {@code parley} profile: to all devices of all members, whatever rooms their sockets
 * have joined. {@code asyncapi.yaml} describes the events. Safe on every thread.
 */
final class ParleyDialect implements ChatDialect {

    private final InstantSource clock;

    ParleyDialect(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public List<Broadcast> tell(ChatEvent event) {
        return switch (event) {
            case MessageSent sent -> sent(sent);
            case MessageEdited edited ->
                toMembers(
                        event,
                        edited.changed().room(),
                        "message:edited",
                        w -> ChatJson.message(
                                w.name("message"), edited.changed().message()));
            case MessageDeleted deleted ->
                toMembers(
                        event,
                        deleted.changed().room(),
                        "message:deleted",
                        w -> ChatJson.message(
                                w.name("message"), deleted.changed().message()));
            case MessageReacted reacted ->
                toMembers(event, reacted.changed().room(), "message:reacted", w -> reaction(w, reacted));
            case ReadMoved moved -> toMembers(event, moved.room(), "receipt", w -> read(w, moved));
            case DeliveredMoved moved -> toMembers(event, moved.room(), "receipt", w -> delivered(w, moved.seat()));
            case MemberAdded added ->
                toMembers(event, added.room(), "member:joined", w -> {
                    member(w, added.room(), added.user());
                    ChatJson.place(w.name("conversation"), added.room());
                });
            case MemberRemoved removed -> removed(removed);
            case RoomDeleted deleted ->
                toMembers(
                        event,
                        deleted.room(),
                        "room:deleted",
                        w -> w.name("room").string(deleted.room().id()));
        };
    }

    /** The sender's other devices get it too. */
    private static List<Broadcast> sent(MessageSent event) {
        ChatRoom room = event.sent().room();
        return broadcast(
                event, users(room), event.socket().map(Target::socket), "message", w -> ChatJson.sent(w, event.sent()));
    }

    private static void reaction(JsonWriter w, MessageReacted event) {
        ChatJson.message(w.name("message"), event.changed().message());
        w.name("user").string(event.user());
        w.name("name").string(event.name());
        w.name("on").bool(event.on());
    }

    private void read(JsonWriter w, ReadMoved event) {
        Seat seat = event.seat();
        w.name("room").string(seat.room()).name("user").string(seat.user());
        w.name("read").number(seat.read());
        event.message()
                .ifPresent(one -> w.name("message").string(one.id()).name("seq").number(one.seq()));
        at(w, seat.readAt().orElseGet(clock::instant));
    }

    private void delivered(JsonWriter w, Seat seat) {
        w.name("room").string(seat.room()).name("user").string(seat.user());
        w.name("delivered").number(seat.delivered());
        at(w, clock.instant());
    }

    private static void at(JsonWriter w, Instant when) {
        ChatJson.time(w, "at", when);
    }

    /** Whoever has left hears of it as the last thing. */
    private static List<Broadcast> removed(MemberRemoved event) {
        Stream<Target> all = Stream.concat(users(event.room()), Stream.of(Target.user(event.user())));
        return broadcast(event, all, Optional.empty(), "member:left", w -> member(w, event.room(), event.user()));
    }

    private static void member(JsonWriter w, ChatRoom room, String user) {
        w.name("room").string(room.id()).name("user").string(user);
    }

    private static Stream<Target> users(ChatRoom room) {
        return room.members().stream().map(member -> Target.user(member.user()));
    }

    private static List<Broadcast> toMembers(
            ChatEvent event, ChatRoom room, String name, Consumer<JsonWriter> members) {
        return broadcast(event, users(room), Optional.empty(), name, members);
    }

    private static List<Broadcast> broadcast(
            ChatEvent event, Stream<Target> users, Optional<Target> except, String name, Consumer<JsonWriter> members) {
        List<Target> to = users.toList();
        if (to.isEmpty()) return List.of();
        RawJson args = JsonWriter.build(w -> {
            w.beginArray().string(name).beginObject();
            members.accept(w);
            w.endObject().endArray();
        });
        var audience = new Audience(event.at(), to, except.stream().toList());
        return List.of(new Broadcast(RandomId.next(), audience, args, List.of(), false));
    }
}
