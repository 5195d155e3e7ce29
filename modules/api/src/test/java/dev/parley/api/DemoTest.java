package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Identity;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.MintDecision;
import dev.parley.bus.Message.MintRefused;
import dev.parley.bus.Message.MintUserToken;
import dev.parley.bus.Message.Minted;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.Target;
import dev.parley.bus.chat.ChatFault;
import dev.parley.bus.chat.ChatQuestion;
import dev.parley.bus.chat.ChatRoom;
import dev.parley.bus.chat.ChatRoom.Kind;
import dev.parley.bus.chat.Listing;
import dev.parley.bus.chat.RoomQuestion.AddMember;
import dev.parley.bus.chat.RoomQuestion.Joined;
import dev.parley.bus.chat.RoomQuestion.RemoveMember;
import dev.parley.cluster.Found;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's page and routes; the test answers in the place of the chat, and of whoever mints and verifies. */
class DemoTest {

    private static final AppNamespace AT = new AppNamespace("default", "/");
    private static final Instant UNTIL = Instant.parse("2030-01-01T00:20:00Z");

    @Nested
    class SwitchedOn {

        @AutoClose
        private final TestApi api = new TestApi();

        private final TestChat chat = new TestChat(api.bus);
        private final Queue<MintUserToken> minted = new ConcurrentLinkedQueue<>();
        private volatile MintDecision decision = new Minted("t.o.k", "jti-1", UNTIL);
        private volatile ConnectDecision bearer = granted("demo:Ann");

        SwitchedOn() {
            TestApi.get(api.bus.answer(Addresses.MINT, question -> {
                minted.add((MintUserToken) question);
                return Future.succeededFuture(decision);
            }));
            TestApi.get(api.bus.answer(Addresses.VERIFY_CONNECT, question -> Future.succeededFuture(bearer)));
            chat.tells(new Joined(TestChat.room(Kind.GROUP, "demo:Ann"), true));
        }

        private static ConnectGranted granted(String user) {
            return new ConnectGranted(
                    new Identity(user, Optional.empty(), Instant.EPOCH, Optional.empty(), RawJson.EMPTY_OBJECT));
        }

        private HttpResponse<Buffer> call(HttpMethod method, String path, @Nullable String body) {
            HttpRequest<Buffer> request = api.request(method, path).putHeader("Authorization", "Bearer t.o.k");
            if (body == null) return TestApi.get(request.send());
            return TestApi.get(
                    request.putHeader("content-type", "application/json").sendBuffer(Buffer.buffer(body)));
        }

        @Test
        void allThatThePageNeedsComesFromTheNode() {
            HttpResponse<Buffer> page =
                    TestApi.get(api.request(HttpMethod.GET, "/demo").send());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.getHeader("content-security-policy"))
                    .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'")
                    .doesNotContain("http", "unsafe");
            assertThat(files(page, "(?:src|href)=\"([^\"]+)\"", "/")).hasSizeGreaterThan(3);
        }

        @Test
        void everyModuleThatAModuleImportsIsServed() {
            String from = "/demo/assets/";
            HttpResponse<Buffer> entry =
                    TestApi.get(api.request(HttpMethod.GET, from + "demo.js").send());
            List<String> seen = files(entry, "from \"\\./([^\"]+)\"", from);
            assertThat(seen).contains("chat.js", "timeline.js");
            for (String file : seen) {
                HttpResponse<Buffer> module =
                        TestApi.get(api.request(HttpMethod.GET, from + file).send());
                assertThat(module.getHeader("content-type")).isEqualTo("text/javascript");
                files(module, "from \"\\./([^\"]+)\"", from);
            }
        }

        /** What a file names, all of which is there. */
        private List<String> files(HttpResponse<Buffer> file, String pattern, String from) {
            List<String> named = Pattern.compile(pattern)
                    .matcher(file.bodyAsString())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(named)
                    .allSatisfy(name -> assertThat(TestApi.get(api.request(HttpMethod.GET, from + name)
                                            .send())
                                    .statusCode())
                            .as(name)
                            .isEqualTo(200));
            return named;
        }

        @ParameterizedTest
        @CsvSource({"/demo/,../demo", "/demo/?name=Ann,../demo?name=Ann"})
        void thePageIsAtOnePlace(String path, String place) {
            HttpResponse<Buffer> page = TestApi.get(
                    api.request(HttpMethod.GET, path).followRedirects(false).send());
            assertThat(page.statusCode()).isEqualTo(302);
            assertThat(page.getHeader("location")).isEqualTo(place);
        }

        @ParameterizedTest
        @ValueSource(strings = {"nothing.js", "demo.html", "DemoPages.class", "..%2Fopenapi.yaml"})
        void nothingElseComesFromTheJar(String file) {
            TestApi.assertProblem(call(HttpMethod.GET, "/demo/assets/" + file, null), 404, "not_found");
        }

        @Test
        void whoSaysANameIsItsUserAndInTheLobby() {
            HttpResponse<Buffer> answer = call(HttpMethod.POST, "/demo/session", "{\"name\":\"  Ann   Lee \"}");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.getHeader("cache-control")).isEqualTo("no-store");
            assertThat(answer.bodyAsJsonObject()).isEqualTo(new JsonObject("""
                    {"name": "Ann Lee", "user": "demo:Ann Lee", "token": "t.o.k", "expires": "2030-01-01T00:20:00Z",
                     "namespace": "/", "path": "/socket.io/", "lobby": "lobby"}"""));
            assertThat(chat.asked)
                    .<ChatQuestion<?>>containsExactly(new AddMember(AT, "demo:lobby", "demo:Ann Lee", false));
            assertThat(minted)
                    .containsExactly(new MintUserToken(
                            "default", "demo:Ann Lee", TestApi.DEMO.tokenLifetime(), RawJson.EMPTY_OBJECT));
        }

        @Test
        void withoutAStoreNobodyGetsIn() {
            chat.refuses(ChatFault.UNAVAILABLE);
            TestApi.assertProblem(
                    call(HttpMethod.POST, "/demo/session", "{\"name\":\"Ann\"}"), 503, "store_unavailable");
            assertThat(minted).isEmpty();
        }

        @Test
        void aTokenThatCannotBeHadIsRefusedWithTheReason() {
            decision = new MintRefused("token_too_long", "It is too long.");
            TestApi.assertProblem(call(HttpMethod.POST, "/demo/session", "{\"name\":\"Ann\"}"), 422, "token_too_long");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{\"name\":\"\"}",
                    "{\"name\":\" \\t \"}",
                    "{\"name\":7}",
                    "{\"name\":\"a\\u0000b\"}",
                    "{\"name\":\"\\ud800\"}",
                    "{\"name\":\"123456789012345678901234567890123\"}",
                    "{\"name\":\"Ann\",\"admin\":true}"
                })
        void nobodyHasSuchAName(String body) {
            TestApi.assertProblem(call(HttpMethod.POST, "/demo/session", body), 400, "invalid_request");
            assertThat(chat.asked).isEmpty();
        }

        @Test
        void oneAddressComesInOnlySoOften() {
            HttpResponse<Buffer> last = call(HttpMethod.POST, "/demo/session", "{\"name\":\"Ann\"}");
            for (int i = 0; i < 100 && last.statusCode() == 201; i++) {
                last = call(HttpMethod.POST, "/demo/session", "{\"name\":\"Ann\"}");
            }
            TestApi.assertProblem(last, 429, "rate_limited");
            assertThat(last.getHeader("retry-after")).isEqualTo("1");
        }

        @Test
        void whoNamesARoomIsInIt() {
            HttpResponse<Buffer> answer = call(HttpMethod.POST, "/demo/rooms", "{\"name\":\"Coffee Break\"}");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.bodyAsJsonObject().getString("id")).isEqualTo("lobby");
            assertThat(answer.bodyAsJsonObject().fieldNames()).doesNotContain("members");
            assertThat(chat.asked)
                    .<ChatQuestion<?>>containsExactly(new AddMember(AT, "demo:coffee-break", "demo:Ann", false));
        }

        @Test
        void whoLeavesIsTakenOutOfTheRoom() {
            chat.tells(TestChat.room(Kind.GROUP));
            assertThat(call(HttpMethod.DELETE, "/demo/rooms/demo%3Acoffee", null)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(chat.asked).<ChatQuestion<?>>containsExactly(new RemoveMember(AT, "demo:coffee", "demo:Ann"));
        }

        @Test
        void nobodyLeavesRoomsThatAreNotOfTheDemo() {
            TestApi.assertProblem(call(HttpMethod.DELETE, "/demo/rooms/team", null), 404, "unknown_room");
            assertThat(chat.asked).isEmpty();
        }

        @Test
        void roomsOfTheApplicationAreNotListed() {
            ChatRoom ours = named("demo:coffee");
            chat.tells(new Listing<>(List.of(named("team"), ours), 2));
            JsonObject answer = call(HttpMethod.GET, "/demo/rooms", null).bodyAsJsonObject();
            assertThat(answer.getJsonArray("rooms"))
                    .singleElement()
                    .satisfies(room ->
                            assertThat(((JsonObject) room).getString("id")).isEqualTo("demo:coffee"));
        }

        private static ChatRoom named(String id) {
            ChatRoom room = TestChat.room(Kind.GROUP);
            return new ChatRoom(
                    id,
                    room.kind(),
                    room.name(),
                    room.data(),
                    room.members(),
                    room.created(),
                    room.updated(),
                    room.deleted(),
                    room.retention());
        }

        @Test
        void oneLearnsWhereOnesOwnSocketIs() {
            api.sockets.sockets = new Found<>(List.of(socketOf("demo:Ann")), false, List.of());
            HttpResponse<Buffer> answer = call(HttpMethod.GET, "/demo/sockets/s1", null);
            assertThat(answer.bodyAsString()).isEqualTo("{\"id\":\"s1\",\"node\":\"node-2.x\"}");
            assertThat(((TestSockets.Sockets) api.sockets.asked.remove()).audience())
                    .isEqualTo(Audience.of(AT, Target.socket("s1")));
        }

        @Test
        void nobodyLearnsOfSocketsOfOthers() {
            api.sockets.sockets = new Found<>(List.of(socketOf("demo:Bob")), false, List.of());
            TestApi.assertProblem(call(HttpMethod.GET, "/demo/sockets/s1", null), 404, "unknown_socket");
        }

        @Test
        void aSilentNodeMayHaveTheSocket() {
            api.sockets.sockets = new Found<>(List.of(), false, List.of(TestSockets.SILENT));
            TestApi.assertProblem(call(HttpMethod.GET, "/demo/sockets/s1", null), 503, "unavailable");
        }

        private static SocketInfo socketOf(String user) {
            return new SocketInfo(
                    "s1", Optional.of(user), new NodeId("node-2.x"), "websocket", TestChat.THEN, List.of());
        }

        @ParameterizedTest
        @CsvSource({"GET,/demo/rooms", "POST,/demo/rooms", "DELETE,/demo/rooms/demo%3Aa", "GET,/demo/sockets/s1"})
        void whoHasNoSessionOfTheDemoIsNobody(String method, String path) {
            @Nullable String body = method.equals("POST") ? "{\"name\":\"a\"}" : null;
            HttpRequest<Buffer> bare = api.request(HttpMethod.valueOf(method), path);
            TestApi.assertProblem(
                    TestApi.get(
                            body == null
                                    ? bare.send()
                                    : bare.putHeader("content-type", "application/json")
                                            .sendBuffer(Buffer.buffer(body))),
                    401,
                    "unauthorized");
            bearer = new ConnectDenied("token_expired", "The token has expired.");
            TestApi.assertProblem(call(HttpMethod.valueOf(method), path, body), 401, "unauthorized");
            bearer = granted("ann");
            TestApi.assertProblem(call(HttpMethod.valueOf(method), path, body), 401, "unauthorized");
            assertThat(chat.asked).isEmpty();
        }
    }

    @Nested
    class SwitchedOff {

        @AutoClose
        private final TestApi api = new TestApi(List.of(TestApi.ADMIN), false);

        @ParameterizedTest
        @CsvSource({
            "GET,/demo",
            "GET,/demo/",
            "GET,/demo/assets/demo.js",
            "POST,/demo/session",
            "GET,/demo/rooms",
            "POST,/demo/rooms",
            "DELETE,/demo/rooms/a",
            "GET,/demo/sockets/a"
        })
        void thereIsNothing(String method, String path) {
            HttpResponse<Buffer> answer = TestApi.get(api.request(HttpMethod.valueOf(method), path)
                    .putHeader("content-type", "application/json")
                    .sendBuffer(Buffer.buffer(method.equals("POST") ? "{\"name\":\"Ann\"}" : "")));
            TestApi.assertProblem(answer, 404, "not_found");
        }
    }
}
