package dev.parley.profiles.parley;

import static dev.parley.profiles.parley.ChatNode.get;
import static dev.parley.profiles.parley.ChatNode.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.ChatRoom.Member;
import dev.parley.bus.chat.ChatUser;
import dev.parley.bus.chat.MessageQuestion.UnreadOf;
import dev.parley.bus.chat.MessageQuestion.UnreadRooms;
import dev.parley.bus.chat.RoomQuestion.FindRoom;
import dev.parley.bus.chat.Unread;
import dev.parley.bus.chat.UserQuestion.FindUsers;
import dev.parley.profiles.TestSocket;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The chat of one client on its event loop, where a test can hold up the store. */
class ChatSocketTest {

    private static final String OK = "{\"ok\":true}";
    private static final UnreadRooms NONE = new UnreadRooms(Unread.NONE, Map.of());

    private final ChatNode node = new ChatNode(Duration.ofMinutes(1));
    private final TestSocket client = TestSocket.of("ann");
    private final ChatSocket chat = new ChatSocket(client, node.services);

    @AfterEach
    void stop() {
        node.close();
    }

    private String refused(String name, String json) {
        return get(node.sends(chat, name, json));
    }

    @Nested
    class AnEvent {

        @Test
        void ofNobodyInParticularIsRefused() {
            client.identity = Optional.empty();
            assertThat(refused("unread", "{}")).contains("user_required");
        }

        @Test
        void withAttachmentsIsRefused() {
            Future<String> ack = node.sends(
                    chat,
                    "message:send",
                    "{\"room\":\"r\",\"data\":{\"photo\":{\"_placeholder\":true,\"num\":0}}}",
                    List.of(new byte[] {1}));
            assertThat(get(ack)).contains("binary_refused");
            assertThat(node.asked).isEmpty();
        }

        @Test
        void isRefusedWithAllThatIsWrong() {
            assertThat(refused("history", "{\"limit\":0,\"before\":\"x\",\"after\":-1,\"page\":2}"))
                    .contains("invalid_request", "room", "limit", "before", "after", "page");
            assertThat(refused("history", "[\"lobby\"]")).contains("invalid_request");
        }

        @Test
        void isNotTakenBeforeTheUserIsReached() {
            Promise<Void> reachable = Promise.promise();
            client.reachable = reachable.future();
            Future<String> ack = node.sends(chat, "unread", "null");
            assertThat(node.asked).isEmpty();
            node.run(reachable::complete);
            ChatNode.Asked asked = next(node.asked);
            assertThat(asked.question()).isEqualTo(new UnreadOf(TestSocket.AT, "ann"));
            asked.tells(NONE);
            assertThat(get(ack)).isEqualTo("{\"ok\":true,\"total\":0,\"more\":false,\"rooms\":{}}");
        }
    }

    @Nested
    class Typing {

        private static ChatRoom room(String... members) {
            return new ChatRoom(
                    "lobby",
                    Kind.GROUP,
                    Optional.empty(),
                    RawJson.EMPTY_OBJECT,
                    List.of(members).stream()
                            .map(user -> new Member(user, Instant.EPOCH))
                            .toList(),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty());
        }

        private Future<String> types(boolean on) {
            return node.sends(chat, "typing", "{\"room\":\"lobby\",\"on\":" + on + "}");
        }

        private void begins() {
            Future<String> ack = types(true);
            next(node.asked).tells(room("ann", "bob", "cid"));
            assertThat(get(ack)).isEqualTo(OK);
            told(true);
        }

        private void told(boolean on) {
            Broadcast told = next(node.broadcasts);
            assertThat(told.args()).hasToString("[\"typing\",{\"room\":\"lobby\",\"user\":\"ann\",\"on\":" + on + "}]");
            assertThat(told.audience().to()).containsExactly(Target.user("bob"), Target.user("cid"));
            assertThat(told.droppable()).isTrue();
        }

        @Test
        void isToldToTheOthersAndEndsWithTheConnection() {
            begins();
            node.run(chat::disconnected);
            told(false);
        }

        @Test
        void endsOnce() {
            begins();
            assertThat(get(types(false))).isEqualTo(OK);
            told(false);
            assertThat(get(types(false))).isEqualTo(OK);
            node.run(chat::disconnected);
            assertThat(node.broadcasts).isEmpty();
        }

        @Test
        void thatIsOverBeforeTheStoreAnswersIsNotTold() {
            Future<String> on = types(true);
            ChatNode.Asked asked = next(node.asked);
            assertThat(asked.question()).isEqualTo(new FindRoom(TestSocket.AT, "lobby"));
            assertThat(get(types(false))).isEqualTo(OK);
            asked.tells(room("ann", "bob"));
            assertThat(get(on)).isEqualTo(OK);
            assertThat(node.broadcasts).isEmpty();
        }

        @Test
        void thatGoesOnIsCheckedAgainAfterAMoment() {
            begins();
            assertThat(get(types(true))).isEqualTo(OK);
            told(true);
            assertThat(node.asked).isEmpty();
            node.now.updateAndGet(then -> then.plusSeconds(3));
            Future<String> putOut = types(true);
            next(node.asked).tells(room("bob", "cid"));
            assertThat(get(putOut)).contains("not_a_member");
            told(false);
        }
    }

    @Nested
    class Presence {

        private Future<String> watches(String users) {
            return node.sends(chat, "presence:watch", "{\"users\":" + users + "}");
        }

        private void knows(ChatUser... users) {
            next(node.asked).tells(List.of(users));
        }

        @Test
        void isAskedForOfAnybody() {
            Future<String> ack = node.sends(chat, "presence", "{\"users\":[\"bob\"]}");
            ChatNode.Asked asked = next(node.asked);
            assertThat(asked.question()).isEqualTo(new FindUsers(TestSocket.AT, Set.of("bob")));
            asked.tells(List.of(new ChatUser(
                    "bob",
                    Optional.empty(),
                    RawJson.EMPTY_OBJECT,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.of(Instant.EPOCH))));
            assertThat(get(ack))
                    .isEqualTo(
                            "{\"ok\":true,\"online\":{\"bob\":false},\"lastSeen\":{\"bob\":\"1970-01-01T00:00:00Z\"}}");
            assertThat(node.watchers.watched()).isZero();
        }

        @Test
        void isToldOfThoseOnTheLastListUntilTheClientIsGone() {
            watches("[\"bob\",\"cid\"]");
            knows();
            watches("[\"cid\",\"dan\"]");
            knows();
            assertThat(node.watchers.watched()).isEqualTo(2);
            for (String user : List.of("bob", "cid", "dan")) node.watchers.online(TestSocket.AT, user);
            node.watchers.offline(TestSocket.AT, "cid");
            node.run(() -> {});
            assertThat(client.emitted)
                    .containsExactly(
                            "presence {\"user\":\"cid\",\"online\":true}",
                            "presence {\"user\":\"dan\",\"online\":true}",
                            "presence {\"user\":\"cid\",\"online\":false,\"lastSeen\":\"2030-01-31T12:00:00Z\"}");
            node.run(chat::disconnected);
            assertThat(node.watchers.watched()).isZero();
        }

        @Test
        void isNotWatchedByAClientThatHasGoneMeanwhile() {
            Promise<Void> reachable = Promise.promise();
            client.reachable = reachable.future();
            watches("[\"bob\"]");
            client.connected = false;
            node.run(chat::disconnected);
            node.run(reachable::complete);
            assertThat(node.watchers.watched()).isZero();
        }

        @Test
        void isNotToldOfAnEmptyList() {
            watches("[\"bob\"]");
            knows();
            assertThat(get(watches("[]"))).isEqualTo("{\"ok\":true,\"online\":{},\"lastSeen\":{}}");
            assertThat(node.watchers.watched()).isZero();
        }
    }
}
