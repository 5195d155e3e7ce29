package dev.parley.chat;

import static dev.parley.chat.ChatNode.sendTo;
import static dev.parley.chat.ChatNode.withClientId;
import static dev.parley.chat.Tests.AT;
import static dev.parley.chat.Tests.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.bus.chat.ChatAnswer;
import dev.parley.bus.chat.ChatEvent.MessageSent;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.MessageQuestion.After;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store is lost in the middle: what was acknowledged is there, once, and nobody is told a guess. */
class OutageTest {

    private static final int WRITERS = 20;

    @TempDir
    Path folder;

    /** Writers that say each thing again until they are told that it is stored. */
    private static final class Writers {

        private final ChatNode node;
        private final AtomicBoolean on = new AtomicBoolean(true);
        private final Map<String, ChatMessage> acknowledged = new ConcurrentHashMap<>();
        private final Map<String, ChatFault> faults = new ConcurrentHashMap<>();
        private final List<Thread> threads = new ArrayList<>();

        Writers(ChatNode node) {
            this.node = node;
            for (int w = 0; w < WRITERS; w++) {
                int writer = w;
                threads.add(Thread.startVirtualThread(() -> {
                    for (int i = 0; on.get(); i++) say(writer + "-" + i);
                }));
            }
        }

        private void say(String text) {
            var question = withClientId(sendTo(new ToRoom("room"), "ann", text), text);
            while (true) {
                switch (node.ask(question)) {
                    case ChatAnswer.Told<SentMessage>(SentMessage sent) -> {
                        acknowledged.put(text, sent.message());
                        return;
                    }
                    case ChatAnswer.Refused<SentMessage>(ChatFault fault) -> faults.put(text, fault);
                }
            }
        }

        void stop() throws InterruptedException {
            on.set(false);
            for (Thread each : threads) each.join();
        }

        void awaitMore(int count) {
            int before = acknowledged.size();
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= before + count);
        }
    }

    private static List<ChatMessage> all(ChatNode node) {
        var all = new ArrayList<ChatMessage>();
        while (true) {
            var part = node.history("room", new After(all.size()), 200);
            all.addAll(part.messages());
            if (!part.moreAfter()) return all;
        }
    }

    private static void assertKept(ChatNode node, Writers writers) {
        List<ChatMessage> stored = all(node);
        assertThat(stored)
                .extracting(ChatMessage::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, stored.size()).boxed().toList());
        assertThat(stored).extracting(ChatMessage::text).doesNotHaveDuplicates();
        Map<String, ChatMessage> byText = stored.stream().collect(Collectors.toMap(ChatMessage::text, each -> each));
        assertThat(byText).isEqualTo(writers.acknowledged);
        assertThat(node.events(MessageSent.class))
                .extracting(each -> each.sent().message().id())
                .doesNotHaveDuplicates();
        assertThat(writers.faults.values()).allMatch(ChatFault.UNAVAILABLE::equals);
    }

    @Test
    void aWireThatIsCutAgainAndAgainLosesAndDoublesNothing() throws Exception {
        try (var store = new TestStore(folder);
                var wire = new Wire(store.uri());
                var node = new ChatNode(store, Tests.CONFIG, InstantSource.system(), wire.uri())) {
            node.room("room", "ann");
            var writers = new Writers(node);
            for (int i = 0; i < 5; i++) {
                writers.awaitMore(60);
                int lost = wire.lost();
                wire.loseAnswers();
                await().atMost(PATIENCE).until(() -> wire.lost() > lost);
                wire.cut();
                wire.mend();
            }
            writers.awaitMore(60);
            writers.stop();
            assertKept(node, writers);
            // What was stored without an answer was told when it was found again, not as a repetition.
            assertThat(writers.faults).isEmpty();
            await().atMost(PATIENCE).until(() -> node.events(MessageSent.class).size() == writers.acknowledged.size());
        }
    }

    @Test
    void anEmbeddedStoreThatIsClosedAndOpenedAgainLosesAndDoublesNothing() throws Exception {
        assumeTrue(TestStore.isEmbedded());
        try (var store = new TestStore(folder);
                var node = new ChatNode(store)) {
            node.room("room", "ann");
            var writers = new Writers(node);
            for (int i = 0; i < 3; i++) {
                writers.awaitMore(60);
                store.restart();
            }
            writers.awaitMore(60);
            writers.stop();
            assertKept(node, writers);
        }
    }

    @Test
    void aStoreThatStaysAwayIsToldInTimeAndHarmsNothingLater() throws Exception {
        try (var store = new TestStore(folder);
                var wire = new Wire(store.uri());
                var node = new ChatNode(store, Tests.CONFIG, InstantSource.system(), wire.uri())) {
            node.room("room", "ann");
            node.send("room", "ann", "before");
            wire.cut();
            var question = withClientId(sendTo(new ToRoom("room"), "ann", "meanwhile"), "c1");
            long start = System.nanoTime();
            assertThat(node.refused(question)).isEqualTo(ChatFault.UNAVAILABLE);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(node.refused(new FindRoom(AT, "room"))).isEqualTo(ChatFault.UNAVAILABLE);
            wire.mend();
            await().atMost(PATIENCE).until(() -> node.ask(question) instanceof ChatAnswer.Told);
            assertThat(all(node)).extracting(ChatMessage::text).containsExactly("before", "meanwhile");
        }
    }

    @Test
    void withoutAStoreEverythingIsRefused() {
        try (var node = new ChatNode(Optional.empty(), ChatDialect.SILENT)) {
            assertThat(node.refused(new FindRoom(AT, "room"))).isEqualTo(ChatFault.UNAVAILABLE);
            assertThat(node.refused(sendTo(new ToRoom("room"), "ann", "hello"))).isEqualTo(ChatFault.UNAVAILABLE);
        }
    }

    @Test
    void aDialectThatThrowsHarmsNothing() {
        ChatDialect broken = event -> {
            throw new IllegalStateException("broken");
        };
        try (var store = new TestStore(folder);
                var node = new ChatNode(Optional.of(store), broken)) {
            node.room("room", "ann");
            assertThat(node.send("room", "ann", "hello").seq()).isEqualTo(1);
            assertThat(node.send("room", "ann", "again").seq()).isEqualTo(2);
        }
    }
}
