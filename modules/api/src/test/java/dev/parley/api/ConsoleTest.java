package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.api.access.Access;
import dev.parley.api.access.ConsoleSessions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the console, what that opens, and what is remembered of it. */
class ConsoleTest {

    private static final String SESSION = "/console/session";

    private TestApi api;

    @BeforeEach
    void start() {
        api = new TestApi();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** Somebody who is signed in, as the page keeps it. */
    private record Operator(String cookie, String token) {}

    private HttpResponse<Buffer> signIn(String key) {
        return TestApi.get(api.request(HttpMethod.POST, SESSION).sendJsonObject(new JsonObject().put("key", key)));
    }

    private Operator operator() {
        HttpResponse<Buffer> answer = signIn(TestApi.ADMIN);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Operator(
                answer.getHeader("Set-Cookie").split(";", 2)[0],
                answer.bodyAsJsonObject().getString("token"));
    }

    private HttpRequest<Buffer> by(Operator who, HttpMethod method, String path) {
        return api.request(method, path).putHeader("Cookie", who.cookie).putHeader(ConsoleSessions.TOKEN, who.token);
    }

    private static int status(HttpRequest<Buffer> request) {
        return TestApi.get(request.send()).statusCode();
    }

    @Nested
    class SigningIn {

        @Test
        void takesAnAdminKeyAndSetsACookieThatNoScriptAndNoOtherSiteCanUse() {
            HttpResponse<Buffer> answer = signIn(TestApi.ADMIN);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.getHeader("Set-Cookie"))
                    .startsWith("parley_console=")
                    .contains("; Path=/", "; HTTPOnly", "; SameSite=Strict", "; Max-Age=43200")
                    .doesNotContain("Secure")
                    .doesNotContain(TestApi.ADMIN);
            assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.bodyAsJsonObject().getString("key")).isEqualTo("admin-1");
        }

        @Test
        void setsASecureCookieWhereTheBrowserCameEncrypted() {
            HttpResponse<Buffer> answer = TestApi.get(api.request(HttpMethod.POST, SESSION)
                    .putHeader("X-Forwarded-Proto", "https")
                    .sendJsonObject(new JsonObject().put("key", TestApi.ADMIN)));

            assertThat(answer.getHeader("Set-Cookie")).contains("; Secure");
        }

        @ParameterizedTest
        @ValueSource(strings = {"wrong", TestApi.KEY, TestApi.ADMIN + "x"})
        void isRefusedWithAnyOtherKey(String key) {
            HttpResponse<Buffer> answer = signIn(key);

            TestApi.assertProblem(answer, 401, "unauthorized");
            assertThat(answer.getHeader("Set-Cookie")).isNull();
        }

        @Test
        void isRefusedForAWhileToWhoeverTriesTooOften() {
            List<Integer> answers = Stream.generate(() -> signIn("wrong").statusCode())
                    .limit(45)
                    .toList();

            assertThat(answers).contains(401).last().isEqualTo(429);
            assertThat(signIn(TestApi.ADMIN).statusCode())
                    .as("a good key is not held up by others at its address")
                    .isEqualTo(200);
        }

        @Test
        void tellsThePageWhoIsSignedInAndThatNobodyIs() {
            Operator who = operator();

            HttpResponse<Buffer> known = TestApi.get(api.request(HttpMethod.GET, SESSION)
                    .putHeader("Cookie", who.cookie)
                    .send());
            assertThat(known.bodyAsJsonObject().getString("token")).isEqualTo(who.token);
            assertThat(status(api.request(HttpMethod.GET, SESSION))).isEqualTo(204);
        }
    }

    @Nested
    class ASession {

        @Test
        void opensWhatTheAdminKeyOpens() {
            assertThat(status(by(operator(), HttpMethod.GET, "/api/v1/apps"))).isEqualTo(200);
        }

        @Test
        void actsForTheAppThatItChoosesAndForNoneIfItChoosesNone() {
            api.create("shop");
            Operator who = operator();
            var emit = new JsonObject().put("event", "greeting");

            HttpResponse<Buffer> chosen = TestApi.get(by(who, HttpMethod.POST, "/api/v1/emit")
                    .putHeader(Access.CHOSEN_APP, "shop")
                    .sendJsonObject(emit));
            assertThat(chosen.statusCode()).isEqualTo(202);
            TestApi.assertProblem(
                    TestApi.get(by(who, HttpMethod.POST, "/api/v1/emit").sendJsonObject(emit)), 403, "out_of_scope");
            TestApi.assertProblem(
                    TestApi.get(by(who, HttpMethod.POST, "/api/v1/emit")
                            .putHeader(Access.CHOSEN_APP, "nobody")
                            .sendJsonObject(emit)),
                    404,
                    "unknown_app");
        }

        @Test
        void opensNothingByItsCookieAlone() {
            Operator who = operator();

            TestApi.assertProblem(
                    TestApi.get(api.request(HttpMethod.POST, "/api/v1/nodes/n/drain")
                            .putHeader("Cookie", who.cookie)
                            .send()),
                    401,
                    "unauthorized");
        }

        @Test
        void opensNothingWithTheTokenOfAnotherOne() {
            Operator who = operator();
            var mixed = new Operator(who.cookie, operator().token);

            assertThat(status(by(mixed, HttpMethod.GET, "/api/v1/apps"))).isEqualTo(401);
        }

        @Test
        void opensNothingForPagesOfOthers() {
            Operator who = operator();

            assertThat(status(by(who, HttpMethod.GET, "/api/v1/apps").putHeader("Sec-Fetch-Site", "same-origin")))
                    .isEqualTo(200);
            for (String site : List.of("cross-site", "same-site", "none")) {
                assertThat(status(by(who, HttpMethod.GET, "/api/v1/apps").putHeader("Sec-Fetch-Site", site)))
                        .as(site)
                        .isEqualTo(401);
            }
            for (String origin : List.of("https://evil.example", "null")) {
                assertThat(status(by(who, HttpMethod.GET, "/api/v1/apps").putHeader("Origin", origin)))
                        .as(origin)
                        .isEqualTo(401);
            }
        }

        @Test
        void isWorthlessOnceAnyBitOfItIsChanged() {
            Operator who = operator();
            int first = who.cookie.indexOf('=') + 1;
            for (int i = first; i < who.cookie.length(); i += 7) {
                char other = who.cookie.charAt(i) == '1' ? '2' : '1';
                String changed = who.cookie.substring(0, i) + other + who.cookie.substring(i + 1);
                assertThat(status(by(new Operator(changed, who.token), HttpMethod.GET, "/api/v1/apps")))
                        .as(changed)
                        .isEqualTo(401);
            }
        }

        @Test
        void expires() {
            Operator who = operator();
            api.clock.pass(TestApi.SESSION.minus(Duration.ofSeconds(1)));
            assertThat(status(by(who, HttpMethod.GET, "/api/v1/apps"))).isEqualTo(200);
            api.clock.pass(Duration.ofSeconds(1));
            assertThat(status(by(who, HttpMethod.GET, "/api/v1/apps"))).isEqualTo(401);
        }

        @Test
        void isOverForEverybodyWhoHasTheCookieOnceItIsSignedOut() {
            Operator who = operator();

            assertThat(status(api.request(HttpMethod.DELETE, SESSION).putHeader("Cookie", who.cookie)))
                    .as("another page cannot sign it out")
                    .isEqualTo(401);
            HttpResponse<Buffer> out =
                    TestApi.get(by(who, HttpMethod.DELETE, SESSION).send());
            assertThat(out.statusCode()).isEqualTo(204);
            assertThat(out.getHeader("Set-Cookie")).contains("Max-Age=0");
            assertThat(status(by(who, HttpMethod.GET, "/api/v1/apps"))).isEqualTo(401);
            assertThat(status(by(operator(), HttpMethod.GET, "/api/v1/apps"))).isEqualTo(200);
        }
    }

    @Nested
    class TheAuditLog {

        private JsonArray acts(String query) {
            return TestApi.get(by(operator(), HttpMethod.GET, "/api/v1/audit" + query)
                            .send())
                    .bodyAsJsonObject()
                    .getJsonArray("acts");
        }

        private static List<String> whats(JsonArray acts) {
            return acts.stream()
                    .map(each -> ((JsonObject) each).getString("what"))
                    .toList();
        }

        @Test
        void tellsWhatWasDoneByWhomAndWithWhatOutcomeTheNewestFirst() {
            Operator who = operator();
            status(by(who, HttpMethod.GET, "/api/v1/apps"));
            TestApi.get(by(who, HttpMethod.POST, "/api/v1/nodes/gone/drain").send());
            api.create("shop");

            JsonArray acts = acts("");
            assertThat(whats(acts)).startsWith("openSession", "createApp", "drainNode", "openSession");
            JsonObject drain = acts.getJsonObject(2);
            assertThat(drain.getString("on")).isEqualTo("/api/v1/nodes/gone/drain");
            assertThat(drain.getInteger("status")).isEqualTo(404);
            assertThat(drain.getJsonObject("by").getString("key")).isEqualTo("admin-1");
            assertThat(drain.getJsonObject("by").getString("session")).hasSize(8);
            assertThat(drain.getString("request")).startsWith("id-");
            assertThat(acts.getJsonObject(1).getJsonObject("by").containsKey("session"))
                    .as("it was done by the key")
                    .isFalse();
        }

        @Test
        void namesTheAppThatWasChosen() {
            api.create("shop");
            TestApi.get(by(operator(), HttpMethod.POST, "/api/v1/emit")
                    .putHeader(Access.CHOSEN_APP, "shop")
                    .sendJsonObject(new JsonObject().put("event", "greeting")));

            assertThat(acts("").getJsonObject(1).getString("app")).isEqualTo("shop");
        }

        @Test
        void hasNoSecrets() {
            Operator who = operator();
            String key = api.keyOf("shop");

            assertThat(acts("").encode()).doesNotContain(TestApi.ADMIN, key, who.token, who.cookie);
        }

        @Test
        void comesInPagesAndKeepsTheNewest() {
            Operator who = operator();
            for (int i = 0; i < 70; i++) {
                api.clock.pass(Duration.ofMillis(1));
                TestApi.get(by(who, HttpMethod.POST, "/api/v1/nodes/gone/drain").send());
            }

            JsonObject page = TestApi.get(
                            by(who, HttpMethod.GET, "/api/v1/audit?limit=15").send())
                    .bodyAsJsonObject();
            assertThat(whats(page.getJsonArray("acts"))).hasSize(15);
            JsonObject rest = TestApi.get(
                            by(who, HttpMethod.GET, "/api/v1/audit?limit=100&before=" + page.getString("next"))
                                    .send())
                    .bodyAsJsonObject();
            assertThat(rest.getJsonArray("acts")).hasSizeLessThanOrEqualTo(TestApi.AUDIT.entries() + 32 - 15);
            assertThat(page.getJsonArray("acts").getJsonObject(14).getString("id"))
                    .isGreaterThan(rest.getJsonArray("acts").getJsonObject(0).getString("id"));
        }

        @Test
        void isForTheAdmin() {
            TestApi.assertProblem(api.call(HttpMethod.GET, "/api/v1/audit", TestApi.KEY, null), 403, "admin_only");
        }
    }

    @Nested
    class ThePage {

        @Test
        void isInNobodysFrameAndTakesNothingFromElsewhere() {
            HttpResponse<Buffer> page =
                    TestApi.get(api.request(HttpMethod.GET, "/console").send());

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.getHeader("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self'", "style-src 'self'")
                    .doesNotContain("unsafe", "http");
            assertThat(page.bodyAsString()).doesNotContain("://", "style=", "onclick");
        }

        /** All that the modules import, and what the page and the modules name, is there. */
        @Test
        void hasAllThatItIsMadeOf() {
            var named = Pattern.compile("(?:from|import) \"\\./([^\"]+)\"|console/assets/([\\w.]+)");
            var seen = new TreeSet<String>();
            var toRead = new ArrayDeque<>(List.of("/console"));
            while (!toRead.isEmpty()) {
                String path = toRead.removeFirst();
                HttpResponse<Buffer> file =
                        TestApi.get(api.request(HttpMethod.GET, path).send());
                assertThat(file.statusCode()).as(path).isEqualTo(200);
                if (path.matches(".*(standalone|uPlot).*")) continue;
                named.matcher(file.bodyAsString()).results().forEach(found -> {
                    String name = found.group(1) == null ? found.group(2) : found.group(1);
                    if (seen.add(name)) toRead.add("/console/assets/" + name);
                });
            }
            assertThat(seen).contains("app.js", "overview.js", "uPlot.esm.js", "standalone.module.js", "console.css");
            assertThat(status(api.request(HttpMethod.GET, "/console/assets/nothing.js")))
                    .isEqualTo(404);
        }
    }

    @Test
    void thereIsNothingOfItWhereItIsOff() {
        try (var without = new TestApi(List.of(TestApi.ADMIN), true, false)) {
            for (String path : List.of("/console", "/console/session", "/console/assets/app.js")) {
                assertThat(TestApi.get(without.request(HttpMethod.GET, path).send())
                                .statusCode())
                        .as(path)
                        .isEqualTo(404);
            }
            HttpResponse<Buffer> signIn = TestApi.get(without.request(HttpMethod.POST, "/console/session")
                    .sendJsonObject(new JsonObject().put("key", TestApi.ADMIN)));
            assertThat(signIn.statusCode()).isEqualTo(404);
        }
    }
}
