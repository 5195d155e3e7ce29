package dev.parley.chat;

import static dev.parley.chat.Tests.AT;
import static dev.parley.chat.Tests.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatEvent;
import dev.parley.bus.chat.ChatEvent.MessageDeleted;
import dev.parley.bus.chat.ChatEvent.MessageEdited;
import dev.parley.bus.chat.ChatEvent.MessageReacted;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatMessage.Reaction;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.EditMessage;
import dev.parley.bus.chat.MessageQuestion.FindMessage;
import dev.parley.bus.chat.MessageQuestion.FoundMessage;
import dev.parley.bus.chat.MessageQuestion.React;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message is changed by whom it belongs to, and is gone for good when it is deleted. */
class MessagesTest {

    private static int rooms;

    @RegisterExtension
    static final ChatFixture CHAT = new ChatFixture();

    private ChatNode node;
    private ChatMessage message;

    @BeforeEach
    void aMessage() {
        node = CHAT.node();
        String room = "room-" + rooms++;
        node.room(room, "ann", "bob");
        message = node.send(room, "ann", "first words");
        node.events.clear();
    }

    private ChatMessage now() {
        return node.told(new FindMessage(AT, message.id(), Optional.empty())).message();
    }

    private EditMessage edit(Optional<String> by, String text, Optional<RawJson> data) {
        return new EditMessage(AT, message.id(), by, text, data);
    }

    private DeleteMessage delete(Optional<String> by) {
        return new DeleteMessage(AT, message.id(), by);
    }

    private React react(String user, String name, boolean on) {
        return new React(AT, message.id(), user, name, on);
    }

    @Nested
    class Edited {

        @Test
        void itsTextIsAnotherOne() {
            CHAT.pass(Duration.ofSeconds(1));
            ChatMessage changed = node.told(edit(Optional.of("ann"), "other words", Optional.empty()))
                    .message();
            assertThat(changed.text()).isEqualTo("other words");
            assertThat(changed.edited()).contains(CHAT.now());
            assertThat(changed.sent()).isEqualTo(message.sent());
            assertThat(now()).isEqualTo(changed);
            assertThat(node.events(MessageEdited.class))
                    .singleElement()
                    .extracting(each -> each.changed().message())
                    .isEqualTo(changed);
        }

        @Test
        void itsDataStaysUnlessGiven() {
            node.told(edit(Optional.empty(), "by the backend", Optional.of(json("{\"a\":1}"))));
            node.told(edit(Optional.of("ann"), "", Optional.empty()));
            assertThat(now().data()).isEqualTo(json("{\"a\":1}"));
            assertThat(now().text()).isEmpty();
        }

        @Test
        void onlyByItsAuthor() {
            assertThat(node.refused(edit(Optional.of("bob"), "x", Optional.empty())))
                    .isEqualTo(ChatFault.NOT_THE_AUTHOR);
            assertThat(node.refused(edit(Optional.of("eve"), "x", Optional.empty())))
                    .isEqualTo(ChatFault.NOT_A_MEMBER);
            assertUnchanged();
        }

        @Test
        void onlyToSomethingThatMayBeSent() {
            assertThat(node.refused(edit(Optional.of("ann"), " ", Optional.empty())))
                    .isEqualTo(ChatFault.EMPTY_MESSAGE);
            assertThat(node.refused(edit(Optional.of("ann"), "x".repeat(10_001), Optional.empty())))
                    .isEqualTo(ChatFault.TEXT_TOO_LONG);
            assertUnchanged();
        }
    }

    private void assertUnchanged() {
        assertThat(now()).isEqualTo(message);
        assertThat(node.events).isEmpty();
    }

    @Nested
    class Deleted {

        @Test
        void nothingOfItIsLeft() {
            node.told(edit(Optional.of("ann"), "secret", Optional.of(json("{\"key\":1}"))));
            node.told(react("bob", "+1", true));
            ChatMessage tombstone = node.told(delete(Optional.of("ann"))).message();
            assertThat(tombstone.text()).isEmpty();
            assertThat(tombstone.data()).isEqualTo(RawJson.EMPTY_OBJECT);
            assertThat(tombstone.edited()).isEmpty();
            assertThat(tombstone.reactions()).isEmpty();
            assertThat(tombstone.deleted()).contains(CHAT.now());
            assertThat(tombstone.seq()).isEqualTo(message.seq());
            assertThat(now()).isEqualTo(tombstone);
        }

        @Test
        void againItIsToldToNobody() {
            node.told(delete(Optional.of("ann")));
            CHAT.pass(Duration.ofSeconds(5));
            ChatMessage again = node.told(delete(Optional.empty())).message();
            assertThat(again.deleted()).contains(CHAT.now().minusSeconds(5));
            assertThat(node.events(MessageDeleted.class)).hasSize(1);
        }

        @Test
        void onlyByItsAuthorOrTheBackend() {
            assertThat(node.refused(delete(Optional.of("bob")))).isEqualTo(ChatFault.NOT_THE_AUTHOR);
            assertThat(node.refused(delete(Optional.of("eve")))).isEqualTo(ChatFault.NOT_A_MEMBER);
            assertUnchanged();
            node.told(delete(Optional.empty()));
        }

        @Test
        void itTakesNoChangesAnyMore() {
            node.told(delete(Optional.of("ann")));
            assertThat(node.refused(edit(Optional.of("ann"), "x", Optional.empty())))
                    .isEqualTo(ChatFault.MESSAGE_DELETED);
            assertThat(node.refused(react("bob", "+1", true))).isEqualTo(ChatFault.MESSAGE_DELETED);
        }

        @Test
        void anEditAtTheSameTimeLeavesNothingInIt() {
            for (int i = 0; i < 30; i++) {
                ChatMessage each = node.send(message.room(), "ann", "text " + i);
                var edits = Future.join(
                        node.chat.ask(new EditMessage(AT, each.id(), Optional.of("ann"), "secret", Optional.empty())),
                        node.chat.ask(new React(AT, each.id(), "bob", "+1", true)),
                        node.chat.ask(new DeleteMessage(AT, each.id(), Optional.of("ann"))),
                        node.chat.ask(new EditMessage(AT, each.id(), Optional.of("ann"), "secret", Optional.empty())));
                Tests.get(edits);
            }
            var found = Tests.get(RawMessages.of(node.vertx, CHAT.store().uri(), message.room()));
            assertThat(found).hasSize(31);
            assertThat(found.stream().filter(each -> each.containsKey("deleted")))
                    .hasSize(30)
                    .noneMatch(each -> each.containsKey("text") || each.containsKey("edited"))
                    .noneMatch(each -> each.containsKey("reactions"));
        }
    }

    @Nested
    class ReactedTo {

        @Test
        void reactionsStandInTheOrderOfComing() {
            node.told(react("bob", "\uD83D\uDC4D", true));
            CHAT.pass(Duration.ofSeconds(1));
            node.told(react("ann", "$.a.b|%", true));
            node.told(react("ann", "\uD83D\uDC4D", true));
            assertThat(now().reactions())
                    .containsExactly(
                            new Reaction("\uD83D\uDC4D", List.of("bob", "ann")),
                            new Reaction("$.a.b|%", List.of("ann")));
            node.told(react("ann", "$.a.b|%", false));
            node.told(react("bob", "\uD83D\uDC4D", false));
            assertThat(now().reactions()).containsExactly(new Reaction("\uD83D\uDC4D", List.of("ann")));
        }

        @Test
        void againItIsToldToNobody() {
            node.told(react("bob", "+1", true));
            node.told(react("bob", "+1", true));
            node.told(react("bob", "-1", false));
            assertThat(node.events(MessageReacted.class)).hasSize(1);
        }

        @Test
        void onlyByMembersAndWithANameOfSomeLength() {
            assertThat(node.refused(react("eve", "+1", true))).isEqualTo(ChatFault.NOT_A_MEMBER);
            assertThat(node.refused(react("bob", "", true))).isEqualTo(ChatFault.INVALID_ID);
            assertThat(node.refused(react("bob", "x".repeat(33), true))).isEqualTo(ChatFault.INVALID_ID);
            assertUnchanged();
        }

        @Test
        void onlySoOften() {
            for (int i = 0; i < 100; i++) node.told(react("bob", "r" + i, true));
            assertThat(node.refused(react("bob", "one more", true))).isEqualTo(ChatFault.TOO_MANY_REACTIONS);
            node.told(react("bob", "r0", false));
            node.told(react("bob", "one more", true));
        }
    }

    @Nested
    class Found {

        @Test
        void byMembersOnly() {
            assertThat(node.told(new FindMessage(AT, message.id(), Optional.of("bob")))
                            .message())
                    .isEqualTo(message);
            assertThat(node.refused(new FindMessage(AT, message.id(), Optional.of("eve"))))
                    .isEqualTo(ChatFault.NOT_A_MEMBER);
        }

        @Test
        void onlyInItsNamespace() {
            for (var at : List.of(new AppNamespace("app", "/other"), new AppNamespace("other", "/"))) {
                assertThat(node.refused(new FindMessage(at, message.id(), Optional.empty())))
                        .isEqualTo(ChatFault.UNKNOWN_MESSAGE);
                assertThat(node.refused(new DeleteMessage(at, message.id(), Optional.empty())))
                        .isEqualTo(ChatFault.UNKNOWN_MESSAGE);
            }
        }

        @Test
        void notByWhatIsNoId() {
            for (String id : List.of("nothing", "", "\u0000", "$ne", "x".repeat(1_000))) {
                assertThat(node.refused(new FindMessage(AT, id, Optional.empty())))
                        .isEqualTo(ChatFault.UNKNOWN_MESSAGE);
            }
        }

        @Test
        void withSeatsInADirectConversation() {
            var direct =
                    node.told(ChatNode.sendTo(new ToUser("bob"), "ann", "x")).message();
            FoundMessage found = node.told(new FindMessage(AT, direct.id(), Optional.of("ann")));
            assertThat(found.seats()).hasSize(2);
        }
    }

    @Test
    void eventsTellTheNamespace() {
        node.told(delete(Optional.empty()));
        assertThat(node.events).extracting(ChatEvent::at).containsOnly(AT);
    }
}
