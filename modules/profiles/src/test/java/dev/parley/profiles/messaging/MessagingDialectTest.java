package dev.parley.profiles.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.bus.chat.ChatEvent;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.Seat;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessagingDialectTest {

    private static final AppNamespace AT = new AppNamespace("app", "/");
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");
    private static final ChatUser ANN = user("ann", Optional.of("Ann Lee"));
    private static final ChatUser BOB = user("bob", Optional.empty());
    private static final Map<String, ChatUser> USERS = Map.of("ann", ANN, "bob", BOB);

    private final MessagingDialect dialect = new MessagingDialect();

    @Test
    void aReceiverGetsTheMessageAndThenTheNotification() {
        List<Broadcast> told = dialect.tell(sent(Kind.DIRECT, message("hi", RawJson.EMPTY_OBJECT)));
        assertThat(told)
                .extracting(Broadcast::args)
                .extracting(RawJson::toString)
                .containsExactly(
                        "[\"receive_message\",{\"_id\":\"m\",\"content\":\"hi\",\"sentAt\":\"2026-01-01T12:00:00.500Z\","
                                + "\"read\":false,\"senderId\":\"ann\",\"senderName\":\"Ann Lee\",\"receiverId\":\"bob\"}]",
                        "[\"message_notification\",{\"type\":\"new_message\",\"from\":{\"_id\":\"ann\",\"name\":\"Ann"
                                + " Lee\"},\"message\":\"hi\",\"timestamp\":\"2026-01-01T12:00:00.500Z\"}]");
        assertThat(told).allSatisfy(each -> assertThat(each.audience().to()).containsExactly(Target.user("bob")));
    }

    @Test
    void thePreviewIsOfWhatWasWrittenBeforeItWasTrimmed() {
        var draft = new Draft.Ready("bob", "  " + "x".repeat(60));
        SendMessage question = draft.question(AT, "ann", Optional.empty());
        assertThat(question.text()).isEqualTo("x".repeat(60));
        Broadcast notification = dialect.tell(sent(Kind.DIRECT, message(question.text(), question.data())))
                .getLast();
        assertThat(notification.args().toString()).contains("\"message\":\"  " + "x".repeat(48) + "...\"");
    }

    @Test
    void nothingIsKeptOfAPreviewThatTheTextTells() {
        assertThat(new Draft.Ready("bob", "x".repeat(60) + " ")
                        .question(AT, "ann", Optional.empty())
                        .data())
                .isEqualTo(RawJson.EMPTY_OBJECT);
    }

    @Test
    void groupsAreOfOtherContracts() {
        assertThat(dialect.tell(sent(Kind.GROUP, message("hi", RawJson.EMPTY_OBJECT))))
                .isEmpty();
    }

    @Test
    void anAuthorIsToldOfTheOneMessageThatWasRead() {
        var seat = new Seat("r", "bob", 0, 0, Set.of(1L), Optional.of(NOON));
        var one = new ChatEvent.ReadMoved(
                AT, room(Kind.DIRECT), seat, Optional.of(message("hi", RawJson.EMPTY_OBJECT)), USERS);
        assertThat(dialect.tell(one)).singleElement().satisfies(told -> {
            assertThat(told.audience().to()).containsExactly(Target.user("ann"));
            assertThat(told.args())
                    .hasToString(
                            "[\"message_read\",{\"messageId\":\"m\",\"readBy\":{\"_id\":\"bob\",\"name\":\"bobby\"},"
                                    + "\"readAt\":\"2026-01-01T12:00:00.500Z\"}]");
        });
        var many = new ChatEvent.ReadMoved(AT, room(Kind.DIRECT), seat, Optional.empty(), USERS);
        assertThat(dialect.tell(many)).isEmpty();
    }

    private static ChatEvent sent(Kind kind, ChatMessage message) {
        return new ChatEvent.MessageSent(AT, new SentMessage(message, room(kind), USERS, false), Optional.empty());
    }

    private static ChatMessage message(String text, RawJson data) {
        return new ChatMessage("m", "r", 1, "ann", text, data, NOON, Optional.empty(), Optional.empty(), List.of());
    }

    private static ChatRoom room(Kind kind) {
        return new ChatRoom(
                "r",
                kind,
                Optional.empty(),
                RawJson.EMPTY_OBJECT,
                List.of(new Member("ann", NOON), new Member("bob", NOON)),
                NOON,
                NOON,
                Optional.empty(),
                Optional.empty());
    }

    private static ChatUser user(String id, Optional<String> name) {
        RawJson data = JsonWriter.object(w -> w.name("username").string(id + "by"));
        return new ChatUser(id, name, data, NOON, NOON, Optional.empty(), Optional.empty());
    }
}
