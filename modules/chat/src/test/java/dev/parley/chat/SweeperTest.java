package dev.parley.chat;

import static dev.parley.chat.Tests.AT;
import static dev.parley.chat.Tests.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.RoomQuestion.CreateRoom;
import dev.parley.protocol.json.RawJson;
import dev.parley.store.chat.ChatStore;
import dev.parley.store.chat.RoomKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is too old goes away, whoever removes it and however often; the numbers go on. */
class SweeperTest {

    private static final ChatConfig OFTEN =
            new ChatConfig(10_000, 16_000, 128, 1_000, 1_000, 200, 1_000, 100, 10_000, Duration.ofMillis(30));

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture(OFTEN);

    private final ChatNode node = CHAT.node();

    private void room(String id) {
        node.told(new CreateRoom(
                AT,
                Optional.of(id),
                IdForm.UUID,
                Optional.empty(),
                RawJson.EMPTY_OBJECT,
                List.of("ann"),
                false,
                Optional.of(Duration.ofHours(1))));
    }

    private void send(String room, int count) {
        var answers = new ArrayList<io.vertx.core.Future<?>>();
        for (int i = 0; i < count; i++) {
            answers.add(node.chat.ask(ChatNode.sendTo(new ToRoom(room), "ann", "text")));
        }
        answers.forEach(Tests::get);
    }

    private List<Long> left(String room, long upTo) {
        ChatStore store = CHAT.store().connect(node.vertx).chat();
        var key = new RoomKey(AT, room);
        List<Long> all = LongStream.rangeClosed(1, upTo).boxed().toList();
        return Tests.get(store.messages().present(Map.of(key, all))).getOrDefault(key, java.util.Set.of()).stream()
                .sorted()
                .toList();
    }

    @Test
    void whatIsTooOldIsRemovedByWhicheverNodeAndNumbersGoOn() {
        room("swept");
        send("swept", 450);
        try (var other = new ChatNode(CHAT.store(), OFTEN, CHAT.clock())) {
            CHAT.pass(Duration.ofMinutes(30));
            send("swept", 5);
            CHAT.pass(Duration.ofMinutes(40));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(left("swept", 460)).containsExactly(451L, 452L, 453L, 454L, 455L));
            // A node that knows nothing of it finds where the room goes on.
            assertThat(other.send("swept", "ann", "new").seq()).isEqualTo(456);
            assertThat(node.send("swept", "ann", "newer").seq()).isEqualTo(457);
            CHAT.pass(Duration.ofHours(3));
            // The newest one stays in the store, and is not read.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(left("swept", 460)).containsExactly(457L));
            assertThat(node.history("swept", new Latest(), 10).messages()).isEmpty();
            assertThat(node.send("swept", "ann", "newest").seq()).isEqualTo(458);
            assertThat(node.history("swept", new Latest(), 10).messages())
                    .extracting(ChatMessage::seq)
                    .containsExactly(458L);
        }
    }

    @Test
    void writersGoOnWhileTheSweeperWorks() {
        room("busy");
        for (int round = 1; round <= 10; round++) {
            send("busy", 30);
            CHAT.pass(Duration.ofMinutes(50));
        }
        send("busy", 1);
        List<ChatMessage> newest = node.history("busy", new Latest(), 200).messages();
        assertThat(newest.getLast().seq()).isEqualTo(301);
        assertThat(newest).extracting(ChatMessage::seq).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aSweeperThatDiedInTheMiddleIsFinishedByAnother() {
        ChatStore store = CHAT.store().connect(node.vertx).chat();
        room("half");
        send("half", 20);
        Tests.get(store.rooms().begin(new RoomKey(AT, "half"), 11));
        CHAT.pass(Duration.ofMinutes(2));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(left("half", 20)).first().isEqualTo(11L));
        assertThat(left("half", 20)).hasSize(10);
    }
}
