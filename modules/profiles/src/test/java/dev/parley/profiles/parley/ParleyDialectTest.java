package dev.parley.profiles.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
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
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.MessageQuestion.ChangedMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.Seat;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is told of what in a chat, and in which words. */
class ParleyDialectTest {

    private static final AppNamespace AT = new AppNamespace("default", "/");
    private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");
    private static final String TIME = "\"2030-01-31T12:00:00Z\"";
    private static final ChatMessage MESSAGE = new ChatMessage(
            "m1", "lobby", 7, "ann", "Hello", RawJson.EMPTY_OBJECT, NOW, Optional.empty(), Optional.empty(), List.of());
    private static final String MESSAGE_JSON =
            "{\"id\":\"m1\",\"room\":\"lobby\",\"seq\":7,\"user\":\"ann\",\"text\":\"Hello\"," + "\"data\":{},\"sent\":"
                    + TIME + ",\"reactions\":[]}";
    private static final ChatRoom ROOM = room(Kind.GROUP, "ann", "bob");
    private static final ChangedMessage CHANGED = new ChangedMessage(MESSAGE, ROOM);

    private final ParleyDialect dialect = new ParleyDialect(InstantSource.fixed(NOW));

    private static ChatRoom room(Kind kind, String... members) {
        return new ChatRoom(
                "lobby",
                kind,
                Optional.of("Lobby"),
                RawJson.EMPTY_OBJECT,
                List.of(members).stream().map(user -> new Member(user, NOW)).toList(),
                NOW,
                NOW,
                Optional.empty(),
                Optional.empty());
    }

    private Broadcast tells(ChatEvent event, String name, String json) {
        List<Broadcast> told = dialect.tell(event);
        assertThat(told).hasSize(1);
        Broadcast only = told.getFirst();
        assertThat(only.args()).hasToString("[\"" + name + "\"," + json + "]");
        assertThat(only.audience().namespace()).isEqualTo(AT);
        assertThat(only.droppable()).isFalse();
        return only;
    }

    private void tellsMembers(ChatEvent event, String name, String json) {
        Broadcast told = tells(event, name, json);
        assertThat(told.audience().to()).containsExactly(Target.user("ann"), Target.user("bob"));
        assertThat(told.audience().except()).isEmpty();
    }

    private static MessageSent sent(ChatRoom room, Optional<String> socket) {
        return new MessageSent(AT, new SentMessage(MESSAGE, room, Map.of(), false), socket);
    }

    @Test
    void aMessageGoesToAllDevicesOfAllMembersButNotToTheSocketThatHasSentIt() {
        Broadcast told = tells(
                sent(ROOM, Optional.of("s1")),
                "message",
                "{\"message\":" + MESSAGE_JSON
                        + ",\"conversation\":{\"id\":\"lobby\",\"kind\":\"group\",\"name\":\"Lobby\"}}");
        assertThat(told.audience().to()).containsExactly(Target.user("ann"), Target.user("bob"));
        assertThat(told.audience().except()).containsExactly(Target.socket("s1"));
        assertThat(dialect.tell(sent(ROOM, Optional.empty()))
                        .getFirst()
                        .audience()
                        .except())
                .isEmpty();
    }

    @Test
    void aDirectMessageSaysWhoTalks() {
        tells(
                sent(room(Kind.DIRECT, "ann", "bob"), Optional.empty()),
                "message",
                "{\"message\":" + MESSAGE_JSON
                        + ",\"conversation\":{\"id\":\"lobby\",\"kind\":\"direct\",\"name\":\"Lobby\","
                        + "\"members\":[{\"user\":\"ann\",\"joined\":" + TIME + "},{\"user\":\"bob\",\"joined\":" + TIME
                        + "}]}}");
    }

    @Test
    void aRoomWithoutMembersHasNobodyToTell() {
        assertThat(dialect.tell(sent(room(Kind.GROUP), Optional.empty()))).isEmpty();
    }

    @Test
    void aChangedMessageIsToldAsItIsNow() {
        tellsMembers(new MessageEdited(AT, CHANGED), "message:edited", "{\"message\":" + MESSAGE_JSON + "}");
        tellsMembers(new MessageDeleted(AT, CHANGED), "message:deleted", "{\"message\":" + MESSAGE_JSON + "}");
        tellsMembers(
                new MessageReacted(AT, CHANGED, "bob", "+1", true),
                "message:reacted",
                "{\"message\":" + MESSAGE_JSON + ",\"user\":\"bob\",\"name\":\"+1\",\"on\":true}");
    }

    @Test
    void aReceiptSaysHowFarAMemberIs() {
        Seat seat = new Seat("lobby", "bob", 7, 5, Set.of(7L), Optional.of(NOW));
        tellsMembers(
                new ReadMoved(AT, ROOM, seat, Optional.empty(), Map.of()),
                "receipt",
                "{\"room\":\"lobby\",\"user\":\"bob\",\"read\":5,\"at\":" + TIME + "}");
        tellsMembers(
                new ReadMoved(AT, ROOM, seat, Optional.of(MESSAGE), Map.of()),
                "receipt",
                "{\"room\":\"lobby\",\"user\":\"bob\",\"read\":5,\"message\":\"m1\",\"seq\":7,\"at\":" + TIME + "}");
        tellsMembers(
                new DeliveredMoved(AT, ROOM, seat),
                "receipt",
                "{\"room\":\"lobby\",\"user\":\"bob\",\"delivered\":7,\"at\":" + TIME + "}");
    }

    @Test
    void whoHasLeftHearsOfItToo() {
        tellsMembers(
                new MemberAdded(AT, ROOM, "bob"),
                "member:joined",
                "{\"room\":\"lobby\",\"user\":\"bob\","
                        + "\"conversation\":{\"id\":\"lobby\",\"kind\":\"group\",\"name\":\"Lobby\"}}");
        tellsMembers(
                new MemberRemoved(AT, room(Kind.GROUP, "ann"), "bob"),
                "member:left",
                "{\"room\":\"lobby\",\"user\":\"bob\"}");
        tellsMembers(new RoomDeleted(AT, ROOM), "room:deleted", "{\"room\":\"lobby\"}");
    }
}
