package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Scope;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.IdForm;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.MessageQuestion.After;
import dev.parley.bus.chat.MessageQuestion.Around;
import dev.parley.bus.chat.MessageQuestion.Before;
import dev.parley.bus.chat.MessageQuestion.ChangedMessage;
import dev.parley.bus.chat.MessageQuestion.DeleteMessage;
import dev.parley.bus.chat.MessageQuestion.EditMessage;
import dev.parley.bus.chat.MessageQuestion.History;
import dev.parley.bus.chat.MessageQuestion.HistoryPart;
import dev.parley.bus.chat.MessageQuestion.Latest;
import dev.parley.bus.chat.MessageQuestion.MarkRead;
import dev.parley.bus.chat.MessageQuestion.Marked;
import dev.parley.bus.chat.MessageQuestion.Range;
import dev.parley.bus.chat.MessageQuestion.React;
import dev.parley.bus.chat.MessageQuestion.SendMessage;
import dev.parley.bus.chat.MessageQuestion.SentMessage;
import dev.parley.bus.chat.MessageQuestion.ToRoom;
import dev.parley.bus.chat.MessageQuestion.ToUser;
import dev.parley.bus.chat.MessageQuestion.UnreadRooms;
import dev.parley.bus.chat.Page;
import dev.parley.bus.chat.RoomQuestion.AddMember;
import dev.parley.bus.chat.RoomQuestion.Conversation;
import dev.parley.bus.chat.RoomQuestion.Conversations;
import dev.parley.bus.chat.RoomQuestion.CreateRoom;
import dev.parley.bus.chat.RoomQuestion.Joined;
import dev.parley.bus.chat.RoomQuestion.ListRooms;
import dev.parley.bus.chat.RoomQuestion.RemoveMember;
import dev.parley.bus.chat.RoomQuestion.RoomsOf;
import dev.parley.bus.chat.RoomQuestion.UpdateRoom;
import dev.parley.bus.chat.Unread;
import dev.parley.bus.chat.UserQuestion.ListUsers;
import dev.parley.bus.chat.UserQuestion.PutUser;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes for chat; the test answers in the place of ChatVerticle. */
class ChatTest {

    private static final AppNamespace ROOT = new AppNamespace("default", "/");
    private static final RawJson NOTHING = RawJson.EMPTY_OBJECT;

    private final TestApi api = new TestApi();
    private final TestChat chat = new TestChat(api.bus);

    @AfterEach
    void stop() {
        api.close();
    }

    private HttpResponse<Buffer> call(HttpMethod method, String path, String body) {
        return api.call(method, "/api/v1/chat" + path, TestApi.KEY, body);
    }

    private HttpResponse<Buffer> get(String path) {
        return api.call(HttpMethod.GET, "/api/v1/chat" + path, TestApi.KEY, null);
    }

    private static void assertTold(HttpResponse<Buffer> answer, int status, String json) {
        assertThat(answer.bodyAsString()).isEqualTo(json);
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Nested
    class ANamespace {

        @Test
        void isTheRootUnlessItIsNamed() {
            chat.tells(new Listing<>(List.of(), 0));
            get("/users");
            get("/users?namespace=/tenant-7");
            assertThat(chat.asked)
                    .containsExactly(
                            new ListUsers(ROOT, new Page(1, 50)),
                            new ListUsers(new AppNamespace("default", "/tenant-7"), new Page(1, 50)));
        }

        @Test
        void isThatOfTheAppWhoseKeyAsks() {
            api.create("shop");
            api.call(HttpMethod.GET, "/api/v1/chat/users", api.key("shop", Scope.CHAT), null);
            assertThat(chat.asked.remove().at()).isEqualTo(new AppNamespace("shop", "/"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/users", "/users/ann/presence", "/rooms/r/messages", "/messages/m"})
        void thatIsNotThereIsUnknown(String path) {
            TestApi.assertProblem(get(path + "?namespace=/nowhere"), 404, "unknown_namespace");
            assertThat(chat.asked).isEmpty();
        }
    }

    @Nested
    class Parameters {

        @Test
        void thatAreWrongAreAllTold() {
            HttpResponse<Buffer> answer = get("/users?page=-1&limit=many&colour=red");
            TestApi.assertProblem(answer, 400, "invalid_request");
            assertThat(answer.bodyAsJsonObject().getJsonArray("errors").stream()
                            .map(error -> ((JsonObject) error).getString("member")))
                    .containsExactlyInAnyOrder("page", "limit", "colour");
            assertThat(chat.asked).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/rooms?page=0",
                    "/rooms?page=1000001",
                    "/rooms?page=1&page=2",
                    "/rooms?page=",
                    "/rooms?limit=0",
                    "/rooms?limit=-5",
                    "/rooms?limit=1.5",
                    "/rooms?limit=99999999999999999999",
                    "/rooms?namespace=",
                    "/rooms/r?limit=1",
                    "/rooms/r/messages?before=x",
                    "/rooms/r/messages?before=-1",
                    "/rooms/r/messages?before=1&after=2",
                    "/users/ann/rooms?page=2"
                })
        void thatMakeNoSenseAreRefused(String path) {
            TestApi.assertProblem(get(path), 400, "invalid_request");
            assertThat(chat.asked).isEmpty();
        }

        @Test
        void askForNoMoreThanIsTold() {
            chat.tells(new Listing<>(List.of(), 250));
            assertTold(
                    get("/rooms?page=3&limit=1000000000"),
                    200,
                    "{\"rooms\":[],\"page\":3,\"limit\":100,\"pages\":3,\"total\":250}");
            assertThat(chat.asked).containsExactly(new ListRooms(ROOT, new Page(3, 100)));
        }
    }

    @Nested
    class AUser {

        @Test
        void isPutAndShown() {
            chat.tells(TestChat.user("ann", Optional.empty(), Optional.empty()));
            String json = "{\"id\":\"ann\",\"name\":\"Ann\",\"data\":{},\"created\":" + TestChat.AT + ",\"updated\":"
                    + TestChat.AT + "}";
            assertTold(call(HttpMethod.PUT, "/users/ann", "{\"name\":\"Ann\"}"), 200, json);
            assertThat(chat.asked).containsExactly(new PutUser(ROOT, "ann", Optional.of("Ann"), NOTHING));
            chat.tells(List.of(TestChat.user("ann", Optional.empty(), Optional.empty())));
            assertTold(get("/users/ann"), 200, json);
        }

        @Test
        void isPutWithoutABodyToo() {
            chat.tells(TestChat.user("a/b c", Optional.empty(), Optional.empty()));
            assertThat(call(HttpMethod.PUT, "/users/a%2Fb%20c", null).statusCode())
                    .isEqualTo(200);
            assertThat(chat.asked).containsExactly(new PutUser(ROOT, "a/b c", Optional.empty(), NOTHING));
        }

        @Test
        void thatNobodyKnowsIsNotShown() {
            chat.tells(List.of());
            TestApi.assertProblem(get("/users/ann"), 404, "unknown_user");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"[]", "{\"name\":7}", "{\"name\":\"\"}", "{\"data\":[]}", "{\"data\":null}", "{\"id\":\"b\"}"
                })
        void isNotMadeOfNonsense(String body) {
            TestApi.assertProblem(call(HttpMethod.PUT, "/users/ann", body), 400, "invalid_request");
            assertThat(chat.asked).isEmpty();
        }

        @Test
        void isOnlineWithASocketAndElseLastSeen() {
            TestApi.get(api.directory.enter(new Place(ROOT, Target.user("here"))));
            assertTold(get("/users/here/presence"), 200, "{\"user\":\"here\",\"online\":true}");
            assertThat(chat.asked).isEmpty();
            chat.tells(List.of(TestChat.user("bob", Optional.empty(), Optional.of(TestChat.THEN))));
            assertTold(
                    get("/users/bob/presence"),
                    200,
                    "{\"user\":\"bob\",\"online\":false,\"lastSeen\":" + TestChat.AT + "}");
            chat.refuses(ChatFault.UNAVAILABLE);
            assertTold(get("/users/bob/presence"), 200, "{\"user\":\"bob\",\"online\":false}");
        }

        @Test
        void hasConversations() {
            chat.tells(new Conversations(
                    List.of(new Conversation(
                            TestChat.room(Kind.GROUP, "ann", "bob"),
                            TestChat.seat(3, 9L, 7L),
                            new Unread(2, true),
                            Optional.of(TestChat.message(9)))),
                    Optional.of("next-1")));
            assertTold(
                    get("/users/ann/rooms?after=c&limit=7"),
                    200,
                    "{\"conversations\":[{\"room\":{\"id\":\"lobby\",\"kind\":\"group\",\"data\":{},\"size\":2,\"created\":"
                            + TestChat.AT + ",\"updated\":" + TestChat.AT + ",\"retention\":\"7d\"},"
                            + "\"seat\":{\"room\":\"lobby\",\"user\":\"ann\",\"delivered\":3,\"read\":3,"
                            + "\"readApart\":[7,9],\"readAt\":" + TestChat.AT + "},"
                            + "\"unread\":{\"count\":2,\"more\":true},\"last\":" + TestChat.messageJson(9)
                            + "}],\"next\":\"next-1\"}");
            assertThat(chat.asked).containsExactly(new RoomsOf(ROOT, "ann", Optional.of("c"), 7));
        }

        @Test
        void hasUnreadMessages() {
            chat.tells(new UnreadRooms(new Unread(2, false), Map.of("lobby", new Unread(2, false))));
            assertTold(
                    get("/users/ann/unread"),
                    200,
                    "{\"total\":2,\"more\":false,\"rooms\":{\"lobby\":{\"count\":2,\"more\":false}}}");
        }
    }

    @Nested
    class ARoom {

        @Test
        void isMadeAsTold() {
            chat.tells(TestChat.room(Kind.GROUP, "ann"));
            assertTold(
                    call(
                            HttpMethod.POST,
                            "/rooms",
                            "{\"id\":\"lobby\",\"name\":\"Lobby\",\"data\":{\"a\":1},\"members\":[\"ann\"],"
                                    + "\"retention\":\"7d\"}"),
                    201,
                    "{\"id\":\"lobby\",\"kind\":\"group\",\"data\":{},\"size\":1,\"members\":[{\"user\":\"ann\",\"joined\":"
                            + TestChat.AT + "}],\"created\":" + TestChat.AT + ",\"updated\":" + TestChat.AT
                            + ",\"retention\":\"7d\"}");
            CreateRoom asked = (CreateRoom) chat.asked.remove();
            assertThat(asked.id()).contains("lobby");
            assertThat(asked.ids()).isEqualTo(IdForm.UUID);
            assertThat(asked.members()).containsExactly("ann");
            assertThat(asked.retention()).contains(Duration.ofDays(7));
            assertThat(asked.data()).hasToString("{\"a\":1}");
            assertThat(asked.knownUsersOnly()).isFalse();
        }

        @Test
        void changesInWhatIsGiven() {
            chat.tells(TestChat.room(Kind.GROUP));
            call(HttpMethod.PATCH, "/rooms/lobby", "{\"retention\":null}");
            call(HttpMethod.PATCH, "/rooms/lobby", "{\"name\":\"Hall\"}");
            assertThat(chat.asked)
                    .containsExactly(
                            new UpdateRoom(
                                    ROOT, "lobby", Optional.empty(), Optional.empty(), Optional.of(Duration.ZERO)),
                            new UpdateRoom(ROOT, "lobby", Optional.of("Hall"), Optional.empty(), Optional.empty()));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"id\":\"\"}",
                    "{\"id\":null}",
                    "{\"members\":\"ann\"}",
                    "{\"members\":[1]}",
                    "{\"members\":[\"\"]}",
                    "{\"retention\":7}",
                    "{\"retention\":\"7\"}",
                    "{\"retention\":null}",
                    "{\"data\":1}",
                    "{\"kind\":\"direct\"}"
                })
        void isNotMadeOfNonsense(String body) {
            TestApi.assertProblem(call(HttpMethod.POST, "/rooms", body), 400, "invalid_request");
            assertThat(chat.asked).isEmpty();
        }

        @Test
        void letsMembersInAndOut() {
            chat.tells(new Joined(TestChat.room(Kind.GROUP, "ann"), true));
            assertThat(call(HttpMethod.PUT, "/rooms/lobby/members/ann", null)
                            .bodyAsJsonObject()
                            .getJsonArray("members"))
                    .hasSize(1);
            chat.tells(TestChat.room(Kind.GROUP));
            assertTold(get("/rooms/lobby/members"), 200, "{\"members\":[]}");
            assertThat(call(HttpMethod.DELETE, "/rooms/lobby/members/ann", null).statusCode())
                    .isEqualTo(204);
            assertThat(chat.asked)
                    .contains(new AddMember(ROOT, "lobby", "ann", false), new RemoveMember(ROOT, "lobby", "ann"));
            TestApi.assertProblem(
                    call(HttpMethod.PUT, "/rooms/lobby/members/ann", "{\"role\":\"admin\"}"), 400, "invalid_request");
        }

        @Test
        void isReadUpToANumber() {
            chat.tells(new Marked(TestChat.seat(4), TestChat.room(Kind.GROUP, "ann"), true));
            assertTold(
                    call(HttpMethod.PUT, "/rooms/lobby/read/ann", "{\"seq\":4}"),
                    200,
                    "{\"room\":\"lobby\",\"user\":\"ann\",\"delivered\":4,\"read\":4,\"readAt\":" + TestChat.AT + "}");
            assertThat(chat.asked).containsExactly(new MarkRead(ROOT, "lobby", "ann", 4));
            for (String body : List.of("{}", "{\"seq\":-1}", "{\"seq\":\"4\"}", "{\"seq\":1.5}"))
                TestApi.assertProblem(call(HttpMethod.PUT, "/rooms/lobby/read/ann", body), 400, "invalid_request");
        }

        @Test
        void hasAHistory() {
            chat.tells(new HistoryPart(
                    TestChat.room(Kind.GROUP),
                    List.of(TestChat.message(1), TestChat.message(2)),
                    false,
                    true,
                    List.of()));
            assertTold(
                    get("/rooms/lobby/messages"),
                    200,
                    "{\"messages\":[" + TestChat.messageJson(1) + "," + TestChat.messageJson(2)
                            + "],\"moreBefore\":false,\"moreAfter\":true}");
            assertThat(chat.asked.remove()).isEqualTo(history(new Latest(), 50));
            get("/rooms/lobby/messages?before=0&limit=5");
            get("/rooms/lobby/messages?after=9223372036854775&limit=1000000000");
            get("/rooms/lobby/messages?around=7");
            assertThat(chat.asked)
                    .containsExactly(
                            history(new Before(0), 5),
                            history(new After(9_223_372_036_854_775L), 100),
                            history(new Around(7), 50));
        }

        private static History history(Range range, int limit) {
            return new History(ROOT, "lobby", Optional.empty(), range, limit, true);
        }
    }

    @Nested
    class AMessage {

        private static final String SENT = "{\"message\":" + TestChat.messageJson(1)
                + ",\"conversation\":{\"id\":\"lobby\",\"kind\":\"direct\",\"members\":[{\"user\":\"ann\",\"joined\":"
                + TestChat.AT
                + "},{\"user\":\"bob\",\"joined\":" + TestChat.AT + "}]}";

        private static SentMessage sent(boolean repeated) {
            return new SentMessage(TestChat.message(1), TestChat.room(Kind.DIRECT, "ann", "bob"), Map.of(), repeated);
        }

        @Test
        void isSentToARoomOrToAUserInSomebodysName() {
            chat.tells(sent(false));
            assertTold(
                    call(HttpMethod.POST, "/messages", "{\"room\":\"lobby\",\"user\":\"ann\",\"text\":\"Hello\"}"),
                    201,
                    SENT + "}");
            call(
                    HttpMethod.POST,
                    "/messages",
                    "{\"to\":\"bob\",\"user\":\"ann\",\"data\":{\"a\":[1]},\"clientId\":\"c1\"}");
            SendMessage first = (SendMessage) chat.asked.remove();
            assertThat(first)
                    .isEqualTo(new SendMessage(
                            ROOT,
                            new ToRoom("lobby"),
                            "ann",
                            Optional.empty(),
                            "Hello",
                            NOTHING,
                            Optional.empty(),
                            IdForm.UUID,
                            true,
                            false));
            SendMessage second = (SendMessage) chat.asked.remove();
            assertThat(second.to()).isEqualTo(new ToUser("bob"));
            assertThat(second.text()).isEmpty();
            assertThat(second.data()).hasToString("{\"a\":[1]}");
            assertThat(second.clientId()).contains("c1");
        }

        @Test
        void thatIsRepeatedIsTheFirstOne() {
            chat.tells(sent(true));
            assertTold(
                    call(HttpMethod.POST, "/messages", "{\"room\":\"lobby\",\"user\":\"ann\",\"text\":\"Hello\"}"),
                    200,
                    SENT + ",\"repeated\":true}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"room\":\"r\",\"text\":\"t\"}",
                    "{\"user\":\"ann\",\"text\":\"t\"}",
                    "{\"room\":\"r\",\"to\":\"bob\",\"user\":\"ann\",\"text\":\"t\"}",
                    "{\"room\":7,\"user\":\"ann\",\"text\":\"t\"}",
                    "{\"room\":\"r\",\"user\":\"ann\",\"text\":7}",
                    "{\"room\":\"r\",\"user\":\"ann\",\"text\":null}",
                    "{\"room\":\"r\",\"user\":\"ann\",\"text\":\"t\",\"data\":\"d\"}",
                    "{\"room\":\"r\",\"user\":\"ann\",\"text\":\"t\",\"clientId\":\"\"}",
                    "{\"room\":\"r\",\"user\":\"ann\",\"text\":\"t\",\"socket\":\"s\"}"
                })
        void isNotSentAsNonsense(String body) {
            TestApi.assertProblem(call(HttpMethod.POST, "/messages", body), 400, "invalid_request");
            assertThat(chat.asked).isEmpty();
        }

        @Test
        void isEditedDeletedAndReactedTo() {
            chat.tells(new ChangedMessage(TestChat.message(1), TestChat.room(Kind.GROUP)));
            assertTold(call(HttpMethod.PATCH, "/messages/m1", "{\"text\":\"Hi\"}"), 200, TestChat.messageJson(1));
            assertThat(call(HttpMethod.DELETE, "/messages/m1", null).statusCode())
                    .isEqualTo(204);
            String reaction = "/messages/m1/reactions/%F0%9F%91%8D/bob";
            assertTold(call(HttpMethod.PUT, reaction, null), 200, TestChat.messageJson(1));
            assertThat(call(HttpMethod.DELETE, reaction, null).statusCode()).isEqualTo(204);
            assertThat(chat.asked)
                    .containsExactly(
                            new EditMessage(ROOT, "m1", Optional.empty(), "Hi", Optional.empty()),
                            new DeleteMessage(ROOT, "m1", Optional.empty()),
                            new React(ROOT, "m1", "bob", "👍", true),
                            new React(ROOT, "m1", "bob", "👍", false));
            TestApi.assertProblem(call(HttpMethod.PATCH, "/messages/m1", "{}"), 400, "invalid_request");
        }
    }

    @Nested
    class ARefusal {

        @ParameterizedTest
        @EnumSource(ChatFault.class)
        void keepsItsCodeAndIsNeverAnErrorOfTheServers(ChatFault fault) {
            chat.refuses(fault);
            HttpResponse<Buffer> answer = get("/rooms/lobby");
            TestApi.assertProblem(answer, answer.statusCode(), fault.code());
            assertThat(answer.statusCode()).isIn(400, 403, 404, 409, 413, 503);
            assertThat(answer.getHeader("retry-after")).isEqualTo(answer.statusCode() == 503 ? "1" : null);
            assertThat(answer.bodyAsJsonObject().getString("detail")).isEqualTo(fault.message());
        }

        @ParameterizedTest
        @CsvSource({
            "UNKNOWN_ROOM,404",
            "ROOM_EXISTS,409",
            "USER_DELETED,409",
            "NOT_A_MEMBER,403",
            "EMPTY_MESSAGE,400",
            "TEXT_TOO_LONG,413",
            "BUSY,503"
        })
        void hasTheStatusOfItsKind(ChatFault fault, int status) {
            chat.refuses(fault);
            assertThat(get("/rooms/lobby").statusCode()).isEqualTo(status);
        }
    }

    @Test
    void withoutAStoreNothingIsPromised() {
        try (var alone = new TestApi()) {
            TestApi.assertProblem(
                    alone.call(HttpMethod.GET, "/api/v1/chat/rooms/r", TestApi.KEY, null), 503, "store_unavailable");
        }
    }
}
