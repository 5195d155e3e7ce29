package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.client.FakeServer.Reply;
import dev.parley.client.FakeServer.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {

    private static final String SOCKET = """
            {"id":"s1","user":"ann","node":"n1","transport":"websocket","connected":"2030-01-31T12:00:00Z","rooms":["a"]}""";
    private static final String EFFECT = "{\"members\":2,\"reached\":1,\"complete\":true,\"missing\":[]}";

    @AutoClose
    private final FakeServer server = FakeServer.answering(this::reply);

    @AutoClose
    private final Parley parley = server.client().build();

    private Reply next = Reply.json(200, EFFECT);

    private Reply reply(Request request) {
        return request.uri().contains("/api/v1/rooms?") ? rooms(request) : next;
    }

    /** Three pages, of which the second is empty. */
    private static Reply rooms(Request request) {
        String page = request.uri().contains("cursor=p2") ? "2" : request.uri().contains("cursor=p3") ? "3" : "1";
        String body =
                switch (page) {
                    case "1" ->
                        "\"rooms\":[{\"room\":\"a\",\"sockets\":1},{\"room\":\"b\",\"sockets\":2}],\"next\":\"p2\"";
                    case "2" -> "\"rooms\":[],\"next\":\"p3\"";
                    default -> "\"rooms\":[{\"room\":\"c\",\"sockets\":3}]";
                };
        return Reply.json(
                200, "{" + body + ",\"complete\":false,\"missing\":[{\"node\":\"n2\",\"cause\":\"silent\"}]}");
    }

    private List<String> asked() {
        return server.requests().stream()
                .map(each -> each.method() + " " + each.uri().substring("/api/v1".length()))
                .toList();
    }

    @Nested
    class Lists {

        @Test
        void iterationAsksForOnePageAfterAnother() {
            assertThat(parley.rooms().list("or").pagesOf(2))
                    .containsExactly(new Occupancy("a", 1), new Occupancy("b", 2), new Occupancy("c", 3));
            assertThat(asked())
                    .containsExactly(
                            "GET /rooms?limit=2&namespace=%2F&prefix=or",
                            "GET /rooms?cursor=p2&limit=2&namespace=%2F&prefix=or",
                            "GET /rooms?cursor=p3&limit=2&namespace=%2F&prefix=or");
        }

        @Test
        void nothingIsAskedBeforeItIsNeeded() {
            assertThat(parley.rooms().list().stream().findFirst()).contains(new Occupancy("a", 1));
            assertThat(asked()).containsExactly("GET /rooms?namespace=%2F");
        }

        @Test
        void pagesTellWhoIsMissing() {
            Page<Occupancy> page = parley.rooms().list().page("p3");
            assertThat(page.items()).containsExactly(new Occupancy("c", 3));
            assertThat(page.next()).isEmpty();
            assertThat(page.complete()).isFalse();
            assertThat(page.missing()).extracting(MissingNode::cause).containsExactly("silent");
        }
    }

    @Nested
    class Paths {

        @ParameterizedTest
        @ValueSource(strings = {"a/b", "a?b=c&d", "ä 🦜+%2F", "..", "public:lobby"})
        void namesOfAnyKindStayOneSegment(String room) {
            next = Reply.json(200, "{\"room\":\"r\",\"sockets\":4,\"complete\":true,\"missing\":[]}");
            assertThat(parley.rooms().count(room).sockets()).isEqualTo(4);
            String path = server.last().uri().split("\\?")[0];
            assertThat(path).startsWith("/api/v1/rooms/");
            String segment = path.substring("/api/v1/rooms/".length());
            assertThat(segment).doesNotContain("/").matches("[A-Za-z0-9%._*-]+").isNotEqualTo("..");
            assertThat(java.net.URI.create("x:/" + segment).getPath()).isEqualTo("/" + room);
        }

        @Test
        void emptyNameIsNoQuestion() {
            assertThatThrownBy(() -> parley.rooms().count("")).isInstanceOf(IllegalArgumentException.class);
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void commandsAreWhereTheApiHasThem() {
            Parley shop = parley.namespace("/shop");
            assertThat(shop.sockets().join("s1", "a").reached()).isEqualTo(1);
            shop.sockets().leave("s1", "a");
            shop.sockets().disconnect("s1");
            shop.sockets().closeConnection("s1");
            shop.users().join("ann", "a");
            shop.users().leave("ann", "a");
            shop.users().disconnect("ann");
            assertThat(asked())
                    .containsExactly(
                            "PUT /sockets/s1/rooms/a?namespace=%2Fshop",
                            "DELETE /sockets/s1/rooms/a?namespace=%2Fshop",
                            "DELETE /sockets/s1?namespace=%2Fshop",
                            "DELETE /sockets/s1?connection=true&namespace=%2Fshop",
                            "PUT /users/ann/rooms/a?namespace=%2Fshop",
                            "DELETE /users/ann/rooms/a?namespace=%2Fshop",
                            "DELETE /users/ann/sockets?namespace=%2Fshop");
        }
    }

    @Nested
    class Found {

        @Test
        void socketIsReadWhole() {
            next = Reply.json(200, SOCKET);
            assertThat(parley.sockets().find("s1"))
                    .contains(new SocketView(
                            "s1",
                            Optional.of("ann"),
                            "n1",
                            "websocket",
                            Instant.parse("2030-01-31T12:00:00Z"),
                            List.of("a")));
        }

        @Test
        void unknownSocketIsNothingAndAnyOther404IsARefusal() {
            next = Reply.problem(404, "unknown_socket");
            assertThat(parley.sockets().find("s1")).isEmpty();
            assertThatThrownBy(() -> parley.sockets().join("s1", "a")).isInstanceOf(RefusedException.class);
            next = Reply.problem(404, "unknown_namespace");
            assertThatThrownBy(() -> parley.sockets().find("s1")).isInstanceOf(RefusedException.class);
        }

        @Test
        void membersOfARoomAndSocketsOfAUserAreSockets() {
            next = Reply.json(200, "{\"sockets\":[" + SOCKET + "],\"complete\":true,\"missing\":[]}");
            assertThat(parley.rooms().sockets("a")).extracting(SocketView::id).containsExactly("s1");
            assertThat(parley.users().sockets("ann")).extracting(SocketView::id).containsExactly("s1");
            assertThat(parley.sockets().list()).extracting(SocketView::id).containsExactly("s1");
            assertThat(asked())
                    .containsExactly(
                            "GET /rooms/a/sockets?namespace=%2F",
                            "GET /users/ann/sockets?namespace=%2F", "GET /sockets?namespace=%2F");
        }

        @Test
        void usersAreCounted() {
            next = Reply.json(200, "{\"users\":[{\"user\":\"ann\",\"sockets\":2}],\"complete\":true,\"missing\":[]}");
            assertThat(parley.users().list("a")).containsExactly(new Occupancy("ann", 2));
            next = Reply.json(200, "{\"user\":\"ann\",\"sockets\":2,\"complete\":true,\"missing\":[]}");
            assertThat(parley.users().count("ann").sockets()).isEqualTo(2);
        }

        @Test
        void serverTellsItsCluster() {
            next = Reply.json(200, "{\"node\":\"n1\",\"version\":\"1\",\"nodes\":[\"n1\",\"n2\"],\"store\":\"x\"}");
            assertThat(parley.server().nodes()).containsExactly("n1", "n2");
            assertThat(parley.server().all().at("store")).isEqualTo(Json.of("x"));
        }
    }

    @Nested
    class UserTokens {

        @Test
        void areMintedWithClaims() {
            next = Reply.json(201, """
                    {"token":"t.o.k","id":"j1","user":"ann","expires":"2030-01-31T12:00:00Z"}""");
            UserToken token = parley.tokens().user("ann", Duration.ofHours(1), Map.of("plan", "gold"));
            assertThat(server.last().body())
                    .isEqualTo("{\"user\":\"ann\",\"ttl\":3600,\"claims\":{\"plan\":\"gold\"}}");
            assertThat(token.token()).isEqualTo("t.o.k");
            assertThat(token.id()).contains("j1");
            assertThat(token).asString().doesNotContain("t.o.k");
            parley.tokens().user("ann", Duration.ofHours(1));
            assertThat(server.last().body()).isEqualTo("{\"user\":\"ann\",\"ttl\":3600}");
        }

        @Test
        void areRevokedInThreeForms() {
            next = Reply.json(200, "{\"revoked\":{}}");
            parley.tokens().revoke("j1");
            assertThat(server.last().body()).isEqualTo("{\"token\":\"j1\"}");
            parley.tokens().revokeUser("ann");
            assertThat(server.last().body()).isEqualTo("{\"user\":\"ann\"}");
            parley.tokens().revokeIssuedBefore(Instant.EPOCH);
            assertThat(server.last().body()).isEqualTo("{\"before\":\"1970-01-01T00:00:00Z\"}");
            assertThat(server.last().uri()).isEqualTo("/api/v1/tokens/revoke");
        }
    }

    @Nested
    class Settings {

        @ParameterizedTest
        @ValueSource(
                strings = {"ftp://a", "a", "http:///x", "http://u:p@a", "http://a?x", "http://a#x", "//a", "http://a b"
                })
        void urlThatIsMoreOrLessThanAPlaceIsRefused(String url) {
            assertThatThrownBy(() -> Parley.connect(url, "key")).isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a\r\nX-Other: b", "é"})
        void keyThatCannotBeAHeaderIsRefusedAndNotShown(String key) {
            assertThatThrownBy(() -> Parley.connect("http://a", key)).hasMessage("this cannot be an API key");
        }

        @Test
        void keyIsNowhereInWhatIsPrinted() {
            try (Parley other = Parley.connect("https://parley.example/base/", "geheim")) {
                assertThat(other).hasToString("Parley[https://parley.example/base, namespace=/]");
            }
        }

        @Test
        void pathOfAProxyStays() {
            try (Parley behind = Parley.connect(server.url() + "/parley/", "key")) {
                behind.sockets().disconnect("s");
                assertThat(server.last().uri()).startsWith("/parley/api/v1/sockets/s");
            }
        }
    }
}
