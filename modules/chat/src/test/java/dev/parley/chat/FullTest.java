package dev.parley.chat;

import static dev.parley.chat.ChatNode.sendTo;
import static dev.parley.chat.Tests.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More than may wait is refused at once, and nothing of it is done. */
class FullTest {

    private static final ChatConfig NARROW =
            new ChatConfig(10_000, 16_000, 128, 5, 1_000, 200, 1_000, 100, 10, Duration.ofMinutes(1));

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture(NARROW);

    @Test
    void messagesBeyondThoseThatMayWait() {
        ChatNode node = CHAT.node();
        node.room("room", "ann");
        var asked = new ArrayList<Future<ChatAnswer<SentMessage>>>();
        for (int i = 0; i < 500; i++) asked.add(node.chat.ask(sendTo(new ToRoom("room"), "ann", "x")));
        List<ChatAnswer<SentMessage>> answers = asked.stream().map(Tests::get).toList();
        List<ChatAnswer<SentMessage>> refused =
                answers.stream().filter(ChatAnswer.Refused.class::isInstance).toList();
        assertThat(refused).isNotEmpty().allMatch(each -> Tests.refused(each) == ChatFault.BUSY);
        int stored = answers.size() - refused.size();
        assertThat(stored).isPositive();
        assertThat(node.history("room", new Latest(), 1).messages().getFirst().seq())
                .isEqualTo(stored);
        assertThat(node.meters
                        .get("parley.chat.sends")
                        .tag("outcome", "busy")
                        .counter()
                        .count())
                .isEqualTo(refused.size());
        assertThat(node.meters
                        .get("parley.chat.sends")
                        .tag("outcome", "stored")
                        .counter()
                        .count())
                .isEqualTo(stored);
    }

    @Test
    void otherQuestionsBeyondThoseThatMayWait() {
        ChatNode node = CHAT.node();
        var asked = new ArrayList<Future<? extends ChatAnswer<?>>>();
        for (int i = 0; i < 500; i++) asked.add(node.chat.ask(new FindRoom(AT, "nowhere")));
        assertThat(asked.stream().map(Tests::get).map(each -> ((ChatAnswer.Refused<?>) each).fault()))
                .contains(ChatFault.BUSY);
    }
}
