package dev.parley.chat;

import static dev.parley.chat.ChatNode.sendTo;
import static dev.parley.chat.ChatNode.withClientId;
import static dev.parley.chat.Tests.PATIENCE;
import static dev.parley.chat.Tests.get;
import static dev.parley.chat.Tests.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatEvent.MessageSent;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.MessageQuestion.After;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two nodes share a store and nothing else. */
class TwoNodesTest {

    private static final int WRITERS = 50;
    private static final int EACH = 12;
    private static final List<String> ROOMS = List.of("one", "two", "three");

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture();

    private ChatNode first;
    private ChatNode second;

    @BeforeEach
    void start() {
        first = CHAT.node();
        first.events.clear();
        second = new ChatNode(CHAT.store());
    }

    @AfterEach
    void stop() {
        second.close();
    }

    private List<ChatMessage> all(String room) {
        var all = new ArrayList<ChatMessage>();
        while (true) {
            var part = first.history(room, new After(all.size()), 200);
            all.addAll(part.messages());
            if (!part.moreAfter()) return all;
        }
    }

    @Test
    void fiftyWritersLoseNothingDoubleNothingAndLeaveNoGap() throws InterruptedException {
        for (String room : ROOMS) first.room(room, "ann");
        var answers = new ConcurrentLinkedQueue<SentMessage>();
        var threads = new ArrayList<Thread>();
        for (int w = 0; w < WRITERS; w++) {
            int writer = w;
            threads.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < EACH; i++) {
                    String text = writer + "-" + i;
                    SendMessage q =
                            withClientId(sendTo(new ToRoom(ROOMS.get((writer + i) % ROOMS.size())), "ann", text), text);
                    // Some say it twice, at different nodes.
                    Future<ChatAnswer<SentMessage>> once = (writer % 2 == 0 ? first : second).chat.ask(q);
                    if (i % 3 == 0) answers.add(told(get(second.chat.ask(q))));
                    answers.add(told(get(once)));
                }
            }));
        }
        for (Thread each : threads) each.join();
        Set<String> texts = new HashSet<>();
        int total = 0;
        for (String room : ROOMS) {
            List<ChatMessage> stored = all(room);
            total += stored.size();
            stored.forEach(each -> texts.add(each.text()));
            assertThat(stored)
                    .extracting(ChatMessage::seq)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, stored.size()).boxed().toList());
            assertThat(answers.stream()
                            .map(SentMessage::message)
                            .filter(each -> each.room().equals(room)))
                    .isSubsetOf(stored);
        }
        assertThat(total).isEqualTo(WRITERS * EACH);
        assertThat(texts).hasSize(WRITERS * EACH);
        assertThat(answers).filteredOn(each -> !each.repeated()).hasSize(WRITERS * EACH);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Stream.of(first, second)
                                .flatMap(node -> node.events(MessageSent.class).stream())
                                .map(each -> each.sent().message().id()))
                        .hasSize(WRITERS * EACH)
                        .doesNotHaveDuplicates());
    }

    @Test
    void whatOneNodeTellsOfARoomIsInTheOrderOfItsNumbers() {
        first.room("ordered", "ann");
        first.events.clear();
        var answers = new ArrayList<Future<ChatAnswer<SentMessage>>>();
        for (int i = 0; i < 200; i++) {
            answers.add((i % 2 == 0 ? first : second).chat.ask(sendTo(new ToRoom("ordered"), "ann", "x")));
        }
        answers.forEach(each -> told(get(each)));
        for (ChatNode node : List.of(first, second)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(node.events(MessageSent.class).stream()
                                    .map(each -> each.sent().message().seq()))
                            .hasSize(100)
                            .isSorted());
        }
    }

    @Test
    void twoUsersWhoWriteToOneAnotherAtTheSameTimeAreInOneRoom() {
        for (int i = 0; i < 10; i++) {
            String ann = "ann-" + i;
            String bob = "bob-" + i;
            var a = first.chat.ask(sendTo(new ToUser(bob), ann, "hello bob"));
            var b = second.chat.ask(sendTo(new ToUser(ann), bob, "hello ann"));
            List<SentMessage> sent = List.of(told(get(a)), told(get(b)));
            assertThat(sent)
                    .extracting(each -> each.room().id())
                    .containsOnly(sent.getFirst().room().id());
            assertThat(sent).extracting(each -> each.message().seq()).containsExactlyInAnyOrder(1L, 2L);
            assertThat(sent.getFirst().room().members()).hasSize(2);
        }
    }
}
