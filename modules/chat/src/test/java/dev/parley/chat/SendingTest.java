package dev.parley.chat;

import static dev.parley.chat.ChatNode.sendTo;
import static dev.parley.chat.ChatNode.withClientId;
import static dev.parley.chat.Tests.AT;
import static dev.parley.chat.Tests.PATIENCE;
import static dev.parley.chat.Tests.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.chat.ChatEvent.MessageSent;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatMessage;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.bus.chat.UserQuestion.DeleteUser;
import dev.parley.bus.chat.UserQuestion.PutUser;
import dev.parley.bus.webhooks.Activity;
import dev.parley.protocol.json.RawJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A message is stored and told, once, or refused and neither. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendingTest {

    private TestStore store;
    private ChatNode node;
    private int rooms;
    private String room;

    @BeforeAll
    void start(@TempDir Path folder) {
        store = new TestStore(folder);
        node = new ChatNode(store);
    }

    @AfterAll
    void stop() {
        node.close();
        store.close();
    }

    @BeforeEach
    void aRoom() {
        room = "room-" + rooms++;
        node.room(room, "ann", "bob");
        node.events.clear();
    }

    private List<ChatMessage> stored() {
        return node.history(room, new Latest(), 200).messages();
    }

    @Test
    void messagesOfARoomAreNumberedFromOne() {
        for (int i = 1; i <= 5; i++)
            assertThat(node.send(room, "ann", "text " + i).seq()).isEqualTo(i);
        assertThat(stored())
                .extracting(ChatMessage::text)
                .containsExactly("text 1", "text 2", "text 3", "text 4", "text 5");
        assertThat(stored()).extracting(ChatMessage::id).isSorted();
    }

    @Test
    void whatIsAnsweredIsWhatIsStored() {
        var question = new SendMessage(
                AT,
                new ToRoom(room),
                "ann",
                Optional.of("socket-1"),
                "Hällo \u0000 \uD83D\uDE00 $where",
                json("{\"$oid\":\"1\",\"a.b\":[1.0,{\"$date\":null}],\"__proto__\":{}}"),
                Optional.of("client-1"),
                IdForm.HEX,
                false,
                false);
        SentMessage sent = node.told(question);
        assertThat(sent.repeated()).isFalse();
        assertThat(sent.message().id()).matches("[0-9a-f]{24}");
        assertThat(stored()).containsExactly(sent.message());
        assertThat(sent.message().text()).isEqualTo(question.text());
        assertThat(sent.message().data()).isEqualTo(question.data());
    }

    @Test
    void aHalfCharacterIsReplaced() {
        node.send(room, "ann", "a\uD83Db");
        assertThat(stored()).extracting(ChatMessage::text).containsExactly("a\uFFFDb");
    }

    @Test
    void aRepeatedMessageIsStoredAndToldOnce() {
        SendMessage question = withClientId(sendTo(new ToRoom(room), "ann", "once"), "c1");
        SentMessage first = node.told(question);
        SentMessage second = node.told(question);
        assertThat(second.repeated()).isTrue();
        assertThat(second.message()).isEqualTo(first.message());
        assertThat(stored()).hasSize(1);
        assertThat(node.events(MessageSent.class)).hasSize(1);
    }

    @Test
    void repetitionsThatComeAtTheSameTimeAreStoredOnce() {
        SendMessage question = withClientId(sendTo(new ToRoom(room), "ann", "once"), "c1");
        var answers = new ArrayList<io.vertx.core.Future<dev.parley.bus.chat.ChatAnswer<SentMessage>>>();
        for (int i = 0; i < 20; i++) answers.add(node.chat.ask(question));
        List<SentMessage> sent =
                answers.stream().map(each -> Tests.told(Tests.get(each))).toList();
        assertThat(sent)
                .extracting(each -> each.message().id())
                .containsOnly(sent.getFirst().message().id());
        assertThat(sent).filteredOn(each -> !each.repeated()).hasSize(1);
        assertThat(stored()).hasSize(1);
        assertThat(node.events(MessageSent.class)).hasSize(1);
    }

    @Test
    void aClientIdIsOneSendersInOneRoom() {
        String other = room + "-other";
        node.room(other, "ann");
        node.told(withClientId(sendTo(new ToRoom(room), "ann", "a"), "c1"));
        node.told(withClientId(sendTo(new ToRoom(room), "bob", "b"), "c1"));
        node.told(withClientId(sendTo(new ToRoom(other), "ann", "c"), "c1"));
        node.told(withClientId(sendTo(new ToRoom(room), "ann", "d"), "c2"));
        assertThat(stored()).extracting(ChatMessage::text).containsExactly("a", "b", "d");
    }

    @Test
    void clientsAndTheBackendAreToldOnce() {
        node.activities.clear();
        node.broadcasts.clear();
        ChatMessage sent = node.send(room, "ann", "hello");
        await().atMost(PATIENCE).until(() -> !node.activities.isEmpty() && !node.broadcasts.isEmpty());
        assertThat(node.broadcasts).hasSize(1);
        assertThat(node.activities).singleElement().satisfies(activity -> {
            assertThat(activity.app()).isEqualTo("app");
            assertThat(activity.type()).isEqualTo(Activity.Type.MESSAGE);
            assertThat(activity.data())
                    .isEqualTo(json("{\"namespace\":\"/\",\"room\":\"" + room + "\",\"kind\":\"group\",\"id\":\""
                            + sent.id() + "\",\"seq\":1,\"user\":\"ann\",\"text\":\"hello\",\"data\":{},\"sent\":\""
                            + sent.sent() + "\"}"));
        });
    }

    @Nested
    class WhenTheBackendCannotBeTold {

        @BeforeEach
        void cannot() {
            node.activities.clear();
            node.webhooksWork = false;
        }

        @AfterEach
        void can() {
            node.webhooksWork = true;
        }

        @Test
        void theSenderIsNotToldThatItIsSent() {
            assertThat(node.refused(sendTo(new ToRoom(room), "ann", "hello"))).isEqualTo(ChatFault.UNAVAILABLE);
        }

        @Test
        void sayingItAgainTellsTheBackendTheSameAndClientsNothing() {
            SendMessage question = withClientId(sendTo(new ToRoom(room), "ann", "once"), "c1");
            assertThat(node.refused(question)).isEqualTo(ChatFault.UNAVAILABLE);
            node.webhooksWork = true;
            SentMessage sent = node.told(question);
            assertThat(sent.repeated()).isTrue();
            assertThat(stored()).containsExactly(sent.message());
            assertThat(node.events(MessageSent.class)).hasSize(1);
            assertThat(node.activities)
                    .hasSize(2)
                    .extracting(Activity::key)
                    .containsOnly(Optional.of("message:" + sent.message().id()));
        }
    }

    @Test
    void theRoomIsToldWithItsMembersAndTheSenderWithTheName() {
        node.told(new PutUser(AT, "ann", Optional.of("Ann"), RawJson.EMPTY_OBJECT));
        node.send(room, "ann", "hello");
        MessageSent told = node.events(MessageSent.class).getFirst();
        assertThat(told.sent().room().members())
                .extracting(ChatRoom.Member::user)
                .containsExactly("ann", "bob");
        assertThat(told.sent().users().get("ann").name()).contains("Ann");
    }

    @Nested
    class IsRefused {

        private void assertRefused(SendMessage question, ChatFault fault) {
            assertThat(node.refused(question)).isEqualTo(fault);
            assertThat(stored()).isEmpty();
            assertThat(node.events(MessageSent.class)).isEmpty();
        }

        private SendMessage from(String user, String text) {
            return sendTo(new ToRoom(room), user, text);
        }

        @Test
        void fromWhoIsNoMember() {
            assertRefused(from("eve", "hello"), ChatFault.NOT_A_MEMBER);
        }

        @Test
        void ifThereIsNoSuchRoom() {
            assertRefused(sendTo(new ToRoom("nowhere"), "ann", "hello"), ChatFault.UNKNOWN_ROOM);
        }

        @Test
        void ifTheRoomIsInAnotherNamespace() {
            var elsewhere = new AppNamespace("app", "/other");
            SendMessage q = from("ann", "hello");
            assertRefused(
                    new SendMessage(
                            elsewhere,
                            q.to(),
                            "ann",
                            q.socket(),
                            "hello",
                            q.data(),
                            q.clientId(),
                            q.ids(),
                            true,
                            false),
                    ChatFault.UNKNOWN_ROOM);
        }

        @Test
        void withoutTextAndData() {
            assertRefused(from("ann", ""), ChatFault.EMPTY_MESSAGE);
            assertRefused(from("ann", " \n\t"), ChatFault.EMPTY_MESSAGE);
        }

        @Test
        void withOneCharacterTooMany() {
            assertRefused(from("ann", "x".repeat(10_001)), ChatFault.TEXT_TOO_LONG);
            assertRefused(from("ann", "x".repeat(1_000_000)), ChatFault.TEXT_TOO_LONG);
            node.send(room, "ann", "\uD83D\uDE00".repeat(10_000));
            assertThat(stored()).hasSize(1);
        }

        @Test
        void withTooMuchData() {
            SendMessage q = from("ann", "hello");
            RawJson data = json("{\"a\":\"" + "x".repeat(16_000) + "\"}");
            assertRefused(
                    new SendMessage(AT, q.to(), "ann", q.socket(), "hello", data, q.clientId(), q.ids(), true, false),
                    ChatFault.DATA_TOO_LARGE);
        }

        @Test
        void withBadIds() {
            assertRefused(from("", "hello"), ChatFault.INVALID_ID);
            assertRefused(from("x".repeat(129), "hello"), ChatFault.INVALID_ID);
            assertRefused(from("a\u0000b", "hello"), ChatFault.INVALID_ID);
            assertRefused(from("a\uD800", "hello"), ChatFault.INVALID_ID);
            assertRefused(withClientId(from("ann", "hello"), ""), ChatFault.INVALID_ID);
            assertRefused(sendTo(new ToUser("x\n"), "ann", "hello"), ChatFault.INVALID_ID);
        }

        @Test
        void fromWhoIsDeleted() {
            node.room(room + "-gone", "gone");
            node.told(new PutUser(AT, "gone", Optional.empty(), RawJson.EMPTY_OBJECT));
            node.told(new DeleteUser(AT, "gone"));
            assertThat(node.refused(sendTo(new ToRoom(room + "-gone"), "gone", "hello")))
                    .isEqualTo(ChatFault.USER_DELETED);
        }

        @Test
        void fromOrToStrangersWhereUsersMustBeKnown() {
            node.told(new PutUser(AT, "known", Optional.empty(), RawJson.EMPTY_OBJECT));
            node.told(new PutUser(AT, "deleted", Optional.empty(), RawJson.EMPTY_OBJECT));
            node.told(new DeleteUser(AT, "deleted"));
            assertRefused(knownOnly("nobody", "known"), ChatFault.UNKNOWN_USER);
            assertRefused(knownOnly("known", "nobody"), ChatFault.UNKNOWN_USER);
            assertRefused(knownOnly("known", "deleted"), ChatFault.UNKNOWN_USER);
            assertThat(node.told(knownOnly("known", "known")).message().seq()).isEqualTo(1);
        }

        private SendMessage knownOnly(String from, String to) {
            SendMessage q = sendTo(new ToUser(to), from, "hello");
            return new SendMessage(AT, q.to(), from, q.socket(), "hello", q.data(), q.clientId(), q.ids(), false, true);
        }
    }

    @Test
    void aBackendSendsInTheNameOfWhoIsNoMember() {
        SendMessage q = sendTo(new ToRoom(room), "system", "welcome");
        node.told(new SendMessage(
                AT, q.to(), "system", q.socket(), "welcome", q.data(), q.clientId(), q.ids(), true, false));
        assertThat(stored()).extracting(ChatMessage::user).containsExactly("system");
    }

    @Nested
    class InADirectConversation {

        @Test
        void bothUsersAreInOneRoomWhoeverWritesFirst() {
            SentMessage first = node.told(sendTo(new ToUser("b"), "a", "hello"));
            SentMessage second = node.told(sendTo(new ToUser("a"), "b", "hello you"));
            assertThat(second.message().room()).isEqualTo(first.message().room());
            assertThat(second.message().seq()).isEqualTo(2);
            assertThat(second.room().kind()).isEqualTo(ChatRoom.Kind.DIRECT);
            assertThat(second.room().members())
                    .extracting(ChatRoom.Member::user)
                    .containsExactlyInAnyOrder("a", "b");
            assertThat(second.room().other("a")).isEqualTo("b");
        }

        @Test
        void oneMayWriteToOneself() {
            SentMessage sent = node.told(sendTo(new ToUser("me"), "me", "note"));
            assertThat(sent.room().members()).extracting(ChatRoom.Member::user).containsExactly("me");
        }

        @Test
        void differentPairsAreInDifferentRooms() {
            var pairs = List.of(List.of("a", "bc"), List.of("ab", "c"), List.of("a|b", "c"), List.of("a", "b|c"));
            assertThat(pairs.stream()
                            .map(pair -> node.told(sendTo(new ToUser(pair.get(0)), pair.get(1), "x"))
                                    .room()
                                    .id()))
                    .doesNotHaveDuplicates();
        }

        @Test
        void nobodyMakesAGroupInItsPlace() {
            String id = node.told(sendTo(new ToUser("b"), "a", "x")).room().id();
            assertThat(node.refused(ChatNode.createRoom(AT, id, "eve"))).isEqualTo(ChatFault.INVALID_ID);
        }
    }
}
