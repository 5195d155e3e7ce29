package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.Target;
import dev.parley.cluster.Applied;
import dev.parley.cluster.Found;
import dev.parley.cluster.Occupancy;
import dev.parley.cluster.Page;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms, sockets and users over HTTP, in front of a cluster that answers what the test says. */
class SocketsTest {

    private static final AppNamespace AT = new AppNamespace("default", "/");
    private static final Audience ALL = Audience.of(AT, Target.EVERYONE);
    private static final String COMPLETE = "\"complete\":true,\"missing\":[]}";
    private static final String PARTIAL =
            "\"complete\":false,\"missing\":[{\"node\":\"silent\",\"cause\":\"silent\"}]}";
    private static final SocketInfo ANNS =
            new SocketInfo("s1", Optional.of("ann"), TestApi.SELF, "websocket", TestClock.START, List.of("a", "b"));
    private static final SocketInfo NOBODYS =
            new SocketInfo("s2", Optional.empty(), TestApi.SELF, "polling", TestClock.START, List.of());
    private static final String ANNS_JSON =
            "{\"id\":\"s1\",\"user\":\"ann\",\"node\":\"test\",\"transport\":\"websocket\","
                    + "\"connected\":\"2030-01-01T00:00:00Z\",\"rooms\":[\"a\",\"b\"]}";
    private static final String NOBODYS_JSON = "{\"id\":\"s2\",\"node\":\"test\",\"transport\":\"polling\","
            + "\"connected\":\"2030-01-01T00:00:00Z\",\"rooms\":[]}";

    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void nobodyIsThere() {
        api.sockets.asked.clear();
        api.sockets.applied = new Applied(0, 0, List.of());
        api.sockets.sockets = new Found<>(List.of(), false, List.of());
        api.sockets.occupancies = new Found<>(List.of(), false, List.of());
    }

    private static HttpResponse<Buffer> call(HttpMethod method, String path) {
        return api.call(method, "/api/v1/" + path, TestApi.KEY, null);
    }

    private static HttpResponse<Buffer> get(String path) {
        return call(HttpMethod.GET, path);
    }

    private static Audience everybody(String app, String namespace) {
        return Audience.of(new AppNamespace(app, namespace), Target.EVERYONE);
    }

    private static void assertTold(HttpResponse<Buffer> answer, String body) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString()).isEqualTo(body);
    }

    @Nested
    class AList {

        @Test
        void ofRoomsTellsHowManySocketsAreInEach() {
            api.sockets.occupancies =
                    new Found<>(List.of(new Occupancy("a", 2), new Occupancy("b", 1)), false, List.of());
            assertTold(
                    get("rooms?prefix=p&limit=7"),
                    "{\"rooms\":[{\"room\":\"a\",\"sockets\":2},{\"room\":\"b\",\"sockets\":1}]," + COMPLETE);
            assertThat(api.sockets.asked).containsExactly(new TestSockets.Rooms(ALL, "p", new Page("", 7)));
        }

        @Test
        void ofUsersTellsHowManySocketsEachHas() {
            api.sockets.occupancies = new Found<>(List.of(new Occupancy("ann", 2)), false, List.of(TestSockets.SILENT));
            assertTold(get("users?prefix="), "{\"users\":[{\"user\":\"ann\",\"sockets\":2}]," + PARTIAL);
            assertThat(api.sockets.asked).containsExactly(new TestSockets.Users(ALL, "", new Page("", 50)));
        }

        @Test
        void ofARoomsUsersTellsHowManySocketsEachHasThere() {
            api.sockets.occupancies = new Found<>(List.of(new Occupancy("ann", 2)), false, List.of(TestSockets.SILENT));
            assertTold(get("rooms/a%2Fb/users?prefix=a"), "{\"users\":[{\"user\":\"ann\",\"sockets\":2}]," + PARTIAL);
            assertThat(api.sockets.asked)
                    .containsExactly(new TestSockets.Users(Audience.of(AT, Target.room("a/b")), "a", new Page("", 50)));
        }

        @ParameterizedTest
        @CsvSource({"sockets,EVERYONE,''", "rooms/a%2Fb/sockets,ROOM,a/b", "users/ann/sockets,USER,ann"})
        void ofSocketsTellsWhatIsKnownOfEach(String path, Target.Kind kind, String name) {
            api.sockets.sockets = new Found<>(List.of(ANNS, NOBODYS), false, List.of());
            assertTold(get(path), "{\"sockets\":[" + ANNS_JSON + "," + NOBODYS_JSON + "]," + COMPLETE);
            assertThat(api.sockets.asked)
                    .containsExactly(
                            new TestSockets.Sockets(Audience.of(AT, new Target(kind, name)), new Page("", 50)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"rooms", "users"})
        void hasACursorThatLeadsToTheNextPage(String path) {
            api.sockets.occupancies = new Found<>(List.of(new Occupancy("\u00e9 & b", 1)), true, List.of());
            String next = get(path).bodyAsJsonObject().getString("next");
            assertThat(next).doesNotContain(" ").isNotEqualTo("\u00e9 & b");
            api.sockets.asked.clear();
            assertThat(get(path + "?limit=1000000&cursor=" + next).statusCode()).isEqualTo(200);
            var page = new Page("\u00e9 & b", 100);
            assertThat(api.sockets.asked)
                    .containsExactly(
                            path.equals("rooms")
                                    ? new TestSockets.Rooms(ALL, "", page)
                                    : new TestSockets.Users(ALL, "", page));
        }

        @Test
        void ofSocketsGoesOnBehindTheLastOne() {
            api.sockets.sockets = new Found<>(List.of(ANNS, NOBODYS), true, List.of());
            String next = get("sockets").bodyAsJsonObject().getString("next");
            api.sockets.asked.clear();
            get("rooms/a/sockets?cursor=" + next);
            assertThat(api.sockets.asked)
                    .containsExactly(new TestSockets.Sockets(Audience.of(AT, Target.room("a")), new Page("s2", 50)));
        }

        @Test
        void looksIntoTheNamespaceThatIsMeant() {
            get("rooms?namespace=/tenant-7");
            assertThat(api.sockets.asked)
                    .containsExactly(new TestSockets.Rooms(everybody("default", "/tenant-7"), "", new Page("", 50)));
        }

        @Test
        void looksIntoNoOtherApp() {
            api.call(HttpMethod.GET, "/api/v1/rooms", api.keyOf("shop"), null);
            assertThat(api.sockets.asked)
                    .containsExactly(new TestSockets.Rooms(everybody("shop", "/"), "", new Page("", 50)));
        }
    }

    @Nested
    class OneOfThem {

        @Test
        void thatIsARoomOrAUserIsCounted() {
            api.sockets.occupancies = new Found<>(List.of(new Occupancy("ann", 2)), true, List.of());
            assertTold(get("rooms/ann"), "{\"room\":\"ann\",\"sockets\":2," + COMPLETE);
            assertTold(get("users/ann"), "{\"user\":\"ann\",\"sockets\":2," + COMPLETE);
            var first = new Page("", 1);
            assertThat(api.sockets.asked)
                    .containsExactly(
                            new TestSockets.Rooms(Audience.of(AT, Target.room("ann")), "ann", first),
                            new TestSockets.Users(Audience.of(AT, Target.user("ann")), "ann", first));
        }

        @Test
        void thatNobodyIsInHasNoSockets() {
            api.sockets.occupancies =
                    new Found<>(List.of(new Occupancy("anna", 2)), false, List.of(TestSockets.SILENT));
            assertTold(get("rooms/ann"), "{\"room\":\"ann\",\"sockets\":0," + PARTIAL);
            assertTold(get("users/ann"), "{\"user\":\"ann\",\"sockets\":0," + PARTIAL);
        }

        @Test
        void thatIsASocketIsShown() {
            api.sockets.sockets = new Found<>(List.of(ANNS), false, List.of(TestSockets.SILENT));
            assertTold(get("sockets/s1"), ANNS_JSON);
            assertThat(api.sockets.asked)
                    .containsExactly(new TestSockets.Sockets(Audience.of(AT, Target.socket("s1")), new Page("", 1)));
        }

        @Test
        void thatIsNoSocketIsNotFoundOrNotKnown() {
            TestApi.assertProblem(get("sockets/s1"), 404, "unknown_socket");
            api.sockets.sockets = new Found<>(List.of(), false, List.of(TestSockets.SILENT));
            TestApi.assertProblem(get("sockets/s1"), 503, "unavailable");
        }
    }

    @Nested
    class ACommand {

        @ParameterizedTest
        @CsvSource({"PUT,sockets/x/rooms/a", "PUT,users/x/rooms/a"})
        void toJoinIsGiven(String method, String path) {
            assertCommanded(method, path, new Command.Join(List.of("a")));
        }

        @ParameterizedTest
        @CsvSource({"DELETE,sockets/x/rooms/a", "DELETE,users/x/rooms/a"})
        void toLeaveIsGiven(String method, String path) {
            assertCommanded(method, path, new Command.Leave(List.of("a")));
        }

        @ParameterizedTest
        @CsvSource({
            "sockets/x,false",
            "sockets/x?connection=false,false",
            "sockets/x?connection=true,true",
            "users/x/sockets,false",
            "users/x/sockets?connection=true,true"
        })
        void toGoIsGiven(String path, boolean connection) {
            assertCommanded("DELETE", path, new Command.Disconnect(connection));
        }

        private void assertCommanded(String method, String path, Command command) {
            api.sockets.applied = new Applied(3, 2, List.of(TestSockets.SILENT));
            assertTold(call(HttpMethod.valueOf(method), path), "{\"members\":3,\"reached\":2," + PARTIAL);
            Target to = path.startsWith("users") ? Target.user("x") : Target.socket("x");
            assertThat(api.sockets.asked).containsExactly(new TestSockets.Commanded(Audience.of(AT, to), command));
        }

        @ParameterizedTest
        @CsvSource({"PUT,/rooms/a", "DELETE,/rooms/a", "DELETE,''"})
        void toASocketThatIsNotThereIsToldSoIfThatIsSure(String method, String path) {
            TestApi.assertProblem(call(HttpMethod.valueOf(method), "sockets/x" + path), 404, "unknown_socket");
            api.sockets.applied = new Applied(0, 0, List.of(TestSockets.SILENT));
            assertTold(call(HttpMethod.valueOf(method), "sockets/x" + path), "{\"members\":0,\"reached\":0," + PARTIAL);
        }

        @ParameterizedTest
        @CsvSource({"PUT,/rooms/a", "DELETE,/rooms/a", "DELETE,/sockets"})
        void toAUserWhoIsNotThereReachesNobody(String method, String path) {
            assertTold(call(HttpMethod.valueOf(method), "users/x" + path), "{\"members\":0,\"reached\":0," + COMPLETE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"sockets/x/rooms/a", "users/x/rooms/a"})
        void takesNoBodyThatSaysSomething(String path) {
            TestApi.assertProblem(
                    api.call(HttpMethod.PUT, "/api/v1/" + path, TestApi.KEY, "{\"data\":1}"), 400, "invalid_request");
            TestApi.assertProblem(
                    api.call(HttpMethod.PUT, "/api/v1/" + path, TestApi.KEY, "[]"), 400, "invalid_request");
            assertThat(api.sockets.asked).isEmpty();
            assertThat(api.call(HttpMethod.PUT, "/api/v1/" + path, TestApi.KEY, "{}")
                            .statusCode())
                    .isNotEqualTo(400);
        }
    }

    @Nested
    class ABadRequest {

        @ParameterizedTest
        @CsvSource({
            "GET,rooms?limit=0",
            "GET,rooms?limit=x",
            "GET,rooms?limit=1&limit=2",
            "GET,rooms?cursor=",
            "GET,rooms?cursor=!",
            "GET,rooms?cursor=YQ%3D%3D",
            "GET,rooms?page=1",
            "GET,rooms/a?limit=1",
            "GET,rooms/a/sockets?prefix=a",
            "GET,sockets?prefix=a",
            "GET,sockets?cursor=_w",
            "GET,sockets/x?connection=true",
            "GET,users?namespace=",
            "DELETE,sockets/x?connection=yes",
            "DELETE,sockets/x?connection=",
            "DELETE,users/x/sockets?reason=none",
            "DELETE,sockets/x/rooms/a?connection=true"
        })
        void isToldWhatIsWrong(String method, String path) {
            HttpResponse<Buffer> answer = call(HttpMethod.valueOf(method), path);
            TestApi.assertProblem(answer, 400, "invalid_request");
            assertThat(answer.bodyAsJsonObject().getJsonArray("errors")).isNotEmpty();
            assertThat(api.sockets.asked).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({
            "GET,rooms/LONG",
            "GET,rooms/LONG/sockets",
            "GET,rooms?prefix=LONG",
            "GET,sockets/LONG",
            "DELETE,sockets/LONG",
            "PUT,sockets/x/rooms/LONG",
            "PUT,sockets/LONG/rooms/x",
            "DELETE,sockets/x/rooms/LONG",
            "GET,users/LONG",
            "PUT,users/x/rooms/LONG",
            "DELETE,users/LONG/sockets"
        })
        void withANameThatNobodyHasIsRefused(String method, String path) {
            TestApi.assertProblem(
                    call(HttpMethod.valueOf(method), path.replace("LONG", "n".repeat(257))), 400, "invalid_request");
            assertThat(api.sockets.asked).isEmpty();
            call(HttpMethod.valueOf(method), path.replace("LONG", "n".repeat(256)));
            assertThat(api.sockets.asked).hasSize(1);
        }

        @ParameterizedTest
        @CsvSource({
            "GET,rooms",
            "GET,rooms/a",
            "GET,rooms/a/sockets",
            "GET,sockets",
            "GET,sockets/x",
            "DELETE,sockets/x",
            "PUT,sockets/x/rooms/a",
            "DELETE,sockets/x/rooms/a",
            "GET,users",
            "GET,users/x",
            "GET,users/x/sockets",
            "DELETE,users/x/sockets",
            "PUT,users/x/rooms/a",
            "DELETE,users/x/rooms/a"
        })
        void inAnUnknownNamespaceIsNotFound(String method, String path) {
            TestApi.assertProblem(
                    call(HttpMethod.valueOf(method), path + "?namespace=/nope"), 404, "unknown_namespace");
            assertThat(api.sockets.asked).isEmpty();
        }
    }
}
