package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Scope;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which key opens what, route by route. */
class DoorsTest {

    /**
     * A route behind a door.
     *
     * @param opens what a key of the app must have; nothing if none of them opens it
     * @param admin whether the admin key opens it
     */
    record Door(HttpMethod method, String path, Optional<Scope> opens, boolean admin) {

        private String at(String app) {
            return path.replace("{app}", app).replaceAll("\\{.*?}", "nope");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static final List<Door> DOORS = List.of(
            // A key of the configured app opens it too; these are of others.
            new Door(HttpMethod.GET, "/metrics", Optional.empty(), true),
            door(HttpMethod.POST, "/api/v1/emit", Scope.EMIT, false),
            door(HttpMethod.POST, "/api/v1/emit/batch", Scope.EMIT, false),
            door(HttpMethod.GET, "/api/v1/rooms", Scope.READ, false),
            door(HttpMethod.GET, "/api/v1/rooms/{room}", Scope.READ, false),
            door(HttpMethod.GET, "/api/v1/rooms/{room}/sockets", Scope.READ, false),
            door(HttpMethod.GET, "/api/v1/rooms/{room}/users", Scope.READ, false),
            door(HttpMethod.GET, "/api/v1/sockets", Scope.READ, false),
            door(HttpMethod.GET, "/api/v1/sockets/{socket}", Scope.READ, false),
            door(HttpMethod.DELETE, "/api/v1/sockets/{socket}", Scope.SOCKETS, false),
            door(HttpMethod.PUT, "/api/v1/sockets/{socket}/rooms/{room}", Scope.SOCKETS, false),
            door(HttpMethod.DELETE, "/api/v1/sockets/{socket}/rooms/{room}", Scope.SOCKETS, false),
            door(HttpMethod.GET, "/api/v1/users", Scope.READ, false),
            door(HttpMethod.GET, "/api/v1/users/{user}", Scope.READ, false),
            door(HttpMethod.GET, "/api/v1/users/{user}/sockets", Scope.READ, false),
            door(HttpMethod.DELETE, "/api/v1/users/{user}/sockets", Scope.SOCKETS, false),
            door(HttpMethod.PUT, "/api/v1/users/{user}/rooms/{room}", Scope.SOCKETS, false),
            door(HttpMethod.DELETE, "/api/v1/users/{user}/rooms/{room}", Scope.SOCKETS, false),
            door(HttpMethod.GET, "/api/v1/server", Scope.READ, false),
            door(HttpMethod.POST, "/api/v1/tokens", Scope.TOKENS, false),
            door(HttpMethod.POST, "/api/v1/tokens/revoke", Scope.TOKENS, false),
            door(HttpMethod.POST, "/api/v1/join-tokens", Scope.TOKENS, false),
            chat(HttpMethod.GET, "users"),
            chat(HttpMethod.PUT, "users/{user}"),
            chat(HttpMethod.GET, "users/{user}"),
            chat(HttpMethod.DELETE, "users/{user}"),
            chat(HttpMethod.GET, "users/{user}/rooms"),
            chat(HttpMethod.GET, "users/{user}/unread"),
            chat(HttpMethod.GET, "users/{user}/presence"),
            chat(HttpMethod.POST, "rooms"),
            chat(HttpMethod.GET, "rooms"),
            chat(HttpMethod.GET, "rooms/{room}"),
            chat(HttpMethod.PATCH, "rooms/{room}"),
            chat(HttpMethod.DELETE, "rooms/{room}"),
            chat(HttpMethod.GET, "rooms/{room}/members"),
            chat(HttpMethod.PUT, "rooms/{room}/members/{user}"),
            chat(HttpMethod.DELETE, "rooms/{room}/members/{user}"),
            chat(HttpMethod.PUT, "rooms/{room}/read/{user}"),
            chat(HttpMethod.GET, "rooms/{room}/messages"),
            chat(HttpMethod.POST, "messages"),
            chat(HttpMethod.GET, "messages/{message}"),
            chat(HttpMethod.PATCH, "messages/{message}"),
            chat(HttpMethod.DELETE, "messages/{message}"),
            chat(HttpMethod.PUT, "messages/{message}/reactions/{name}/{user}"),
            chat(HttpMethod.DELETE, "messages/{message}/reactions/{name}/{user}"),
            webhooks(HttpMethod.GET, "endpoints"),
            webhooks(HttpMethod.POST, "endpoints"),
            webhooks(HttpMethod.GET, "endpoints/{endpoint}"),
            webhooks(HttpMethod.PATCH, "endpoints/{endpoint}"),
            webhooks(HttpMethod.DELETE, "endpoints/{endpoint}"),
            webhooks(HttpMethod.POST, "endpoints/{endpoint}/ping"),
            webhooks(HttpMethod.POST, "endpoints/{endpoint}/replay"),
            webhooks(HttpMethod.GET, "endpoints/{endpoint}/secret"),
            webhooks(HttpMethod.POST, "endpoints/{endpoint}/secret/rotate"),
            webhooks(HttpMethod.GET, "deliveries"),
            webhooks(HttpMethod.GET, "deliveries/{delivery}"),
            webhooks(HttpMethod.POST, "deliveries/{delivery}/replay"),
            webhooks(HttpMethod.GET, "dead-letters"),
            new Door(HttpMethod.POST, "/api/v1/nodes/{node}/drain", Optional.empty(), true),
            new Door(HttpMethod.GET, "/api/v1/audit", Optional.empty(), true),
            new Door(HttpMethod.POST, "/api/v1/apps", Optional.empty(), true),
            new Door(HttpMethod.GET, "/api/v1/apps", Optional.empty(), true),
            door(HttpMethod.GET, "/api/v1/apps/{app}", Scope.ADMIN, true),
            door(HttpMethod.PATCH, "/api/v1/apps/{app}", Scope.ADMIN, true),
            new Door(HttpMethod.DELETE, "/api/v1/apps/{app}", Optional.empty(), true),
            door(HttpMethod.GET, "/api/v1/apps/{app}/keys", Scope.ADMIN, true),
            door(HttpMethod.POST, "/api/v1/apps/{app}/keys", Scope.ADMIN, true),
            door(HttpMethod.DELETE, "/api/v1/apps/{app}/keys/{key}", Scope.ADMIN, true),
            door(HttpMethod.POST, "/api/v1/apps/{app}/keys/{key}/rotate", Scope.ADMIN, true),
            door(HttpMethod.GET, "/api/v1/apps/{app}/secrets", Scope.ADMIN, true),
            door(HttpMethod.POST, "/api/v1/apps/{app}/secrets", Scope.ADMIN, true),
            door(HttpMethod.DELETE, "/api/v1/apps/{app}/secrets/{secret}", Scope.ADMIN, true));

    private static final Set<HttpMethod> BODIES = Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);
    private static final Set<Integer> AT_THE_DOOR = Set.of(401, 403, 429);

    private static TestApi api;
    private static final Map<Scope, String> keys = new EnumMap<>(Scope.class);

    private static Door door(HttpMethod method, String path, Scope opens, boolean admin) {
        return new Door(method, path, Optional.of(opens), admin);
    }

    private static Door chat(HttpMethod method, String path) {
        return door(method, "/api/v1/chat/" + path, Scope.CHAT, false);
    }

    private static Door webhooks(HttpMethod method, String path) {
        return door(method, "/api/v1/webhooks/" + path, Scope.WEBHOOKS, false);
    }

    @BeforeAll
    static void start() {
        api = new TestApi();
        api.create("shop");
        api.create("other");
        for (Scope scope : Scope.values()) keys.put(scope, api.key("shop", scope));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<Door> doors() {
        return DOORS.stream();
    }

    static Stream<Door> doorsOfAnApp() {
        return DOORS.stream().filter(door -> door.path().contains("{app}"));
    }

    /** With a body that no route takes, so that nothing is changed behind the door. */
    private static HttpResponse<Buffer> knock(Door door, String app, String key) {
        boolean withBody = BODIES.contains(door.method());
        return api.call(door.method(), door.at(app), key, withBody ? "{\"nonsense\":1}" : null);
    }

    @Test
    void allOfThemAreKnownHere() {
        List<String> served = RoutesAndDocument.served(api.api).stream()
                .filter(route -> !route.matches("GET /(health/.*|docs.*|(openapi|asyncapi).*)"))
                .filter(route -> !route.matches(".* /(console|demo).*"))
                .toList();
        assertThat(DOORS).extracting(Door::toString).containsExactlyInAnyOrderElementsOf(served);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void openForTheScopeAndForNoOther(Door door) {
        for (Scope scope : Scope.values()) {
            HttpResponse<Buffer> answer = knock(door, "shop", keys.get(scope));
            if (door.opens().equals(Optional.of(scope))) {
                assertThat(answer.statusCode()).as(scope.text()).isNotIn(AT_THE_DOOR);
            } else {
                boolean adminOnly = door.opens().isEmpty();
                TestApi.assertProblem(answer, 403, adminOnly ? "admin_only" : "out_of_scope");
            }
        }
    }

    /** The app is not deleted: that of another name is asked for. */
    @ParameterizedTest
    @MethodSource("doors")
    void openForTheAdminWhereThatIsSaid(Door door) {
        HttpResponse<Buffer> answer = knock(door, "nobody", TestApi.ADMIN);
        if (door.admin()) {
            assertThat(answer.statusCode()).isNotIn(AT_THE_DOOR);
        } else {
            TestApi.assertProblem(answer, 403, "out_of_scope");
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void openForNobodyElse(Door door) {
        TestApi.assertProblem(knock(door, "shop", TestApi.ADMIN + "x"), 401, "unauthorized");
        api.clock.pass(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @MethodSource("doorsOfAnApp")
    void toAnotherAppThereIsNoSuchApp(Door door) {
        HttpResponse<Buffer> ofAnother = knock(door, "other", keys.get(Scope.ADMIN));
        HttpResponse<Buffer> ofNone = knock(door, "nowhere", keys.get(Scope.ADMIN));
        if (door.opens().isEmpty()) {
            TestApi.assertProblem(ofAnother, 403, "admin_only");
            TestApi.assertProblem(ofNone, 403, "admin_only");
        } else {
            TestApi.assertProblem(ofAnother, 404, "unknown_app");
            assertThat(ofAnother.bodyAsString().replace("other", "nowhere")).isEqualTo(ofNone.bodyAsString());
        }
    }

    @Test
    void withoutAnAdminKeyThoseOfTheAdminApiAreClosed() {
        try (var closed = new TestApi(List.of())) {
            for (Door door : DOORS) {
                if (!door.path().startsWith("/api/v1/apps")) continue;
                boolean withBody = BODIES.contains(door.method());
                for (String key : List.of(TestApi.KEY, TestApi.ADMIN, "")) {
                    TestApi.assertProblem(
                            closed.call(door.method(), door.at("default"), key, withBody ? "{}" : null),
                            403,
                            "admin_disabled");
                }
            }
        }
    }
}
