package dev.parley.chat;

import static dev.parley.chat.Tests.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatQuestion;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.MarkMessageRead;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.UnreadOf;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever happens in a room and in whatever order: unread is what a simple model says. */
class UnreadPropertyTest {

    private static TestStore store;
    private static ChatNode node;
    private static int rooms;

    @BeforeContainer
    static void start() throws IOException {
        store = new TestStore(Files.createTempDirectory("chat-test"));
        node = new ChatNode(store);
    }

    @AfterContainer
    static void stop() {
        node.close();
        store.close();
    }

    enum Kind {
        SEND,
        SEND_OWN,
        READ,
        READ_ONE,
        DELETE
    }

    /** What is done, to the message at a part of all there are. */
    record Step(Kind kind, int at) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(4, Kind.SEND),
                Tuple.of(1, Kind.SEND_OWN),
                Tuple.of(2, Kind.READ),
                Tuple.of(4, Kind.READ_ONE),
                Tuple.of(2, Kind.DELETE));
        return Combinators.combine(kinds, Arbitraries.integers().between(0, 100))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 25)
    void unreadIsWhatTheModelSays(@ForAll("steps") List<Step> steps) {
        String room = "room-" + rooms++;
        String reader = "reader-" + room;
        node.room(room, "ann", reader);
        List<ChatMessage> sent = new ArrayList<>();
        Set<Long> unread = new HashSet<>();
        for (Step step : steps) {
            if (step.kind() == Kind.SEND || step.kind() == Kind.SEND_OWN) {
                boolean own = step.kind() == Kind.SEND_OWN;
                ChatMessage message = node.send(room, own ? reader : "ann", "text");
                sent.add(message);
                if (!own) unread.add(message.seq());
            } else if (!sent.isEmpty()) {
                ChatMessage message = sent.get(step.at() * (sent.size() - 1) / 100);
                node.ask(question(step.kind(), message, reader));
                unread.removeIf(seq -> step.kind() == Kind.READ ? seq <= message.seq() : seq == message.seq());
            }
            assertThat(count(reader)).isEqualTo(unread.size());
        }
    }

    @Property(tries = 8)
    void alsoIfAllOfItHappensAtTheSameTime(@ForAll("steps") List<Step> steps) {
        String room = "room-" + rooms++;
        String reader = "reader-" + room;
        node.room(room, "ann", reader);
        List<ChatMessage> sent = new ArrayList<>();
        Set<Long> unread = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            sent.add(node.send(room, "ann", "text"));
            unread.add(i + 1L);
        }
        var answers = new ArrayList<Future<?>>();
        for (Step step : steps) {
            if (step.kind() == Kind.SEND || step.kind() == Kind.SEND_OWN) continue;
            ChatMessage message = sent.get(step.at() * (sent.size() - 1) / 100);
            answers.add(node.chat.ask(question(step.kind(), message, reader)));
            // A tombstone is not read by itself, but it does not count either.
            unread.removeIf(seq -> step.kind() == Kind.READ ? seq <= message.seq() : seq == message.seq());
        }
        answers.forEach(Tests::get);
        assertThat(count(reader)).isEqualTo(unread.size());
    }

    private static ChatQuestion<?> question(Kind kind, ChatMessage message, String reader) {
        return switch (kind) {
            case READ -> new MarkRead(AT, message.room(), reader, message.seq());
            case READ_ONE -> new MarkMessageRead(AT, message.id(), reader);
            default -> new DeleteMessage(AT, message.id(), Optional.empty());
        };
    }

    private static long count(String reader) {
        return node.told(new UnreadOf(AT, reader)).total().count();
    }
}
