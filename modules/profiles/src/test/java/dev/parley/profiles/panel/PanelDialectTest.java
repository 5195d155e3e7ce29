package dev.parley.profiles.panel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.bus.chat.ChatEvent.MemberAdded;
import dev.parley.bus.chat.ChatEvent.MessageSent;
import dev.parley.bus.chat.ChatEvent.RoomDeleted;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PanelDialectTest {

    private static final AppNamespace AT = new AppNamespace("default", "/");
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.006Z");
    private static final ChatRoom ROOM = new ChatRoom(
            "r",
            Kind.GROUP,
            Optional.of("lobby"),
            RawJson.EMPTY_OBJECT,
            List.of(),
            NOW,
            NOW,
            Optional.empty(),
            Optional.empty());

    private final PanelDialect dialect = new PanelDialect();

    @Test
    void aMessageIsForEverySocketInItsRoom() {
        Broadcast told = only(sent("hello", RawJson.EMPTY_OBJECT));
        assertThat(told.audience().namespace()).isEqualTo(AT);
        assertThat(told.audience().to()).containsExactly(Target.room("r"));
        assertThat(told.audience().except()).as("the sender's among them").isEmpty();
        assertThat(told.args())
                .hasToString("[\"new_message\",{\"id\":\"m\",\"room_id\":\"r\",\"user_id\":\"ann\","
                        + "\"created_at\":\"2026-01-02T03:04:05.006Z\",\"deleted_at\":null,"
                        + "\"text_message\":{\"content\":\"hello\"}}]");
    }

    @Test
    void aMessageOfFilesHasNoText() {
        var file = new PanelFile("f", Picture.PNG, 7, "a.png");
        assertThat(only(sent("", PanelFile.data(List.of(file)))).args().toString())
                .endsWith("\"text_message\":null,"
                        + "\"files\":[{\"id\":\"f\",\"type\":\"image/png\",\"size\":7,\"name\":\"a.png\"}]}]");
    }

    @Test
    void nothingElseIsTold() {
        assertThat(dialect.tell(new MemberAdded(AT, ROOM, "ann"))).isEmpty();
        assertThat(dialect.tell(new RoomDeleted(AT, ROOM))).isEmpty();
    }

    private Broadcast only(MessageSent event) {
        List<Broadcast> told = dialect.tell(event);
        assertThat(told).hasSize(1);
        return told.getFirst();
    }

    private static MessageSent sent(String text, RawJson data) {
        var message =
                new ChatMessage("m", "r", 1, "ann", text, data, NOW, Optional.empty(), Optional.empty(), List.of());
        return new MessageSent(AT, new SentMessage(message, ROOM, Map.of(), false), Optional.of("socket"));
    }
}
