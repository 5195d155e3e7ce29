package dev.parley.tokens;

import static dev.parley.tokens.Backend.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.apps.AuthHook;
import dev.parley.apps.KeySource;
import dev.parley.bus.Addresses;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.ConnectGranted;
import dev.parley.bus.Message.VerifyConnect;
import dev.parley.bus.Revocation.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class AuthHooksTest {

    private static final Duration CACHE = Duration.ofSeconds(30);

    private final Queue<JsonObject> questions = new ConcurrentLinkedQueue<>();
    private volatile Consumer<HttpServerResponse> answer = response -> response.end("{\"user\":\"u-7\"}");
    private TokenNode node;
    private URI server;

    @BeforeEach
    void appsWithHooks(Vertx vertx) throws Exception {
        int port = TokenNode.done(vertx.createHttpServer()
                        .requestHandler(request -> request.body().onSuccess(body -> {
                            questions.add(body.toJsonObject());
                            if (request.path().equals("/good"))
                                request.response().end("{\"user\":\"wrong\"}");
                            else answer.accept(request.response());
                        }))
                        .listen(0, "127.0.0.1"))
                .actualPort();
        server = URI.create("http://127.0.0.1:" + port);
        var trust = TokenNode.trust(new KeySource.Secret(Backend.KEY), "HS256");
        node = TokenNode.start(
                vertx,
                new MemoryRecords(),
                TokenNode.app("shop", List.of(), List.of(), hook("/hook", CACHE)),
                TokenNode.app("eager", List.of(), List.of(), hook("/hook", Duration.ZERO)),
                TokenNode.app("both", List.of(), List.of(trust), hook("/hook", CACHE)),
                TokenNode.app(
                        "hasty",
                        List.of(),
                        List.of(),
                        new AuthHook(server.resolve("/hook"), Duration.ofMillis(200), CACHE)),
                TokenNode.app(
                        "away",
                        List.of(),
                        List.of(),
                        new AuthHook(URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(5), CACHE)));
    }

    private AuthHook hook(String path, Duration cache) {
        return new AuthHook(server.resolve(path), Duration.ofSeconds(9), cache);
    }

    private void answer(String body) {
        answer = response -> response.end(body);
    }

    @Nested
    class AnAnswer {

        @Test
        void saysWhoTheBearerIs() throws Exception {
            answer("{\"user\":42,\"claims\":{\"role\":\"admin\"},\"expires\":1700000060,\"more\":1}");
            var granted = (ConnectGranted) TokenNode.done(node.bus.ask(
                    Addresses.VERIFY_CONNECT, new VerifyConnect(new AppNamespace("shop", "/chat"), "opaque \"1\"")));
            assertThat(questions)
                    .containsExactly(new JsonObject()
                            .put("token", "opaque \"1\"")
                            .put("app", "shop")
                            .put("namespace", "/chat"));
            assertThat(granted.identity().user()).isEqualTo("42");
            assertThat(granted.identity().token()).isEqualTo(Optional.empty());
            assertThat(granted.identity().issued()).isEqualTo(NOW);
            assertThat(granted.identity().expires()).contains(NOW.plusSeconds(60));
            assertThat(granted.identity().claims().toString()).isEqualTo("{\"role\":\"admin\"}");
        }

        @ParameterizedTest
        @CsvSource({
            "400, auth_refused", "401, auth_refused", "403, auth_refused", "404, auth_refused",
            "201, auth_unavailable", "204, auth_unavailable", "500, auth_unavailable", "503, auth_unavailable"
        })
        void ofAnotherStatusLetsNobodyIn(int status, String code) throws Exception {
            answer = response -> response.setStatusCode(status).end(status == 204 ? "" : "{\"user\":\"u-7\"}");
            assertThat(node.connect("shop", "opaque")).isEqualTo(code);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "null",
                    "\"u-7\"",
                    "[]",
                    "{}",
                    "{\"user\":null}",
                    "{\"user\":\"\"}",
                    "{\"user\":{}}",
                    "{\"user\":1.5}",
                    "{\"user\":\"\\ud800\"}",
                    "{\"user\":\"a\",\"user\":\"b\"}",
                    "{\"user\":\"a\",\"claims\":null}",
                    "{\"user\":\"a\",\"claims\":[]}",
                    "{\"user\":\"a\",\"claims\":{\"a\":1,\"a\":2}}",
                    "{\"user\":\"a\",\"expires\":null}",
                    "{\"user\":\"a\",\"expires\":\"1800000000\"}",
                    "{\"user\":\"a\"} more"
                })
        void thatIsNotTheOneGoodAnswerLetsNobodyIn(String body) throws Exception {
            answer(body);
            assertThat(node.connect("shop", "opaque")).isEqualTo("auth_unavailable");
        }

        @Test
        void isNotFollowedElsewhere() throws Exception {
            answer = response -> response.setStatusCode(307)
                    .putHeader("location", server.resolve("/good").toString())
                    .end();
            assertThat(node.connect("shop", "opaque")).isEqualTo("auth_unavailable");
            assertThat(questions).hasSize(1);
        }

        @Test
        void isNotReadBeyondItsCap() throws Exception {
            answer("{\"user\":\"u-7\"}" + " ".repeat(64 * 1024));
            assertThat(node.connect("shop", "opaque")).isEqualTo("auth_unavailable");
        }

        @Test
        void ofNobodyLetsNobodyIn() throws Exception {
            assertThat(node.connect("away", "opaque")).isEqualTo("auth_unavailable");
        }

        @Test
        void thatDoesNotEndInTimeLetsNobodyIn() throws Exception {
            answer = response -> response.setChunked(true).write("{\"user\":\"u-7\"}");
            assertThat(node.connect("hasty", "opaque")).isEqualTo("auth_unavailable");
        }
    }

    @Nested
    class InProduction {

        private final Vertx own = Vertx.vertx();

        @BeforeEach
        void guarded() throws Exception {
            node = TokenNode.start(
                    own,
                    Backend.CONFIG,
                    TokenNode.PRODUCTION,
                    new MemoryRecords(),
                    TokenNode.app("shop", List.of(), List.of(), hook("/hook", CACHE)),
                    TokenNode.app("made", List.of(), List.of(), hook("/hook", CACHE)));
        }

        @AfterEach
        void close() throws Exception {
            TokenNode.done(own.close());
        }

        @Test
        void isAskedInAPrivateNetworkIfTheConfigurationNamesIt() throws Exception {
            assertThat(node.connect("shop", "opaque")).isEqualTo("user u-7");
        }

        @Test
        void isNotAskedThereIfTheAdminApiNamedIt() throws Exception {
            assertThat(node.connect("made", "opaque")).isEqualTo("auth_unavailable");
            assertThat(questions).isEmpty();
        }
    }

    @Nested
    class Caching {

        @Test
        void takesAGoodAnswerAgainUntilItsTimeIsOver() throws Exception {
            node.connect("shop", "opaque");
            node.now = NOW.plus(CACHE).minusMillis(1);
            assertThat(node.connect("shop", "opaque")).isEqualTo("user u-7");
            assertThat(questions).hasSize(1);
            node.now = NOW.plus(CACHE);
            answer = response -> response.setStatusCode(403).end();
            assertThat(node.connect("shop", "opaque")).isEqualTo("auth_refused");
        }

        @Test
        void takesNoneThatHasExpired() throws Exception {
            answer("{\"user\":\"u-7\",\"expires\":1700000010}");
            node.connect("shop", "opaque");
            node.after(Duration.ofSeconds(10));
            assertThat(node.connect("shop", "opaque")).isEqualTo("token_expired");
            assertThat(questions).hasSize(2);
        }

        @Test
        void takesNoRefusal() throws Exception {
            answer = response -> response.setStatusCode(403).end();
            assertThat(node.connect("shop", "opaque")).isEqualTo("auth_refused");
            answer("{\"user\":\"u-7\"}");
            assertThat(node.connect("shop", "opaque")).isEqualTo("user u-7");
        }

        @Test
        void isForOneTokenOfOneNamespace() throws Exception {
            node.connect("shop", "opaque");
            node.connect("shop", "opaque2");
            TokenNode.done(node.bus.ask(
                    Addresses.VERIFY_CONNECT, new VerifyConnect(new AppNamespace("shop", "/chat"), "opaque")));
            assertThat(questions).hasSize(3);
        }

        @Test
        void canBeOff() throws Exception {
            node.connect("eager", "opaque");
            node.connect("eager", "opaque");
            assertThat(questions).hasSize(2);
        }

        @Test
        void asksAgainWhenTheUserWasRevokedMeanwhile() throws Exception {
            node.connect("shop", "opaque");
            node.after(Duration.ofSeconds(1));
            node.revoke("shop", Kind.USER, "u-7", node.now);
            answer = response -> response.setStatusCode(403).end();
            assertThat(node.connect("shop", "opaque")).isEqualTo("auth_refused");
        }
    }

    @Nested
    class ManyAtOnce {

        private final Queue<HttpServerResponse> waiting = new ConcurrentLinkedQueue<>();

        @BeforeEach
        void letThemWait() {
            answer = waiting::add;
        }

        @Test
        void shareOneQuestionIfTheyAskTheSame() throws Exception {
            List<Future<ConnectDecision>> all =
                    List.of(node.ask("shop", "opaque"), node.ask("shop", "opaque"), node.ask("shop", "opaque"));
            await().until(() -> waiting.size() == 1);
            waiting.remove().end("{\"user\":\"u-7\"}");
            TokenNode.done(Future.all(all));
            assertThat(all).map(Future::result).map(TokenNode::outcome).containsOnly("user u-7");
            assertThat(questions).hasSize(1);
        }

        @Test
        void areRefusedBeyondTheLimitOfTheirAppAndOfNoOther() throws Exception {
            var first = node.ask("shop", "1");
            var second = node.ask("shop", "2");
            await().until(() -> waiting.size() == 2);
            var third = node.ask("shop", "3");
            await("which is refused at once").atMost(Duration.ofSeconds(4)).until(third::isComplete);
            assertThat(TokenNode.outcome(third.result())).isEqualTo("auth_unavailable");
            var other = node.ask("eager", "1");
            waiting.forEach(response -> response.end("{\"user\":\"u-7\"}"));
            waiting.clear();
            TokenNode.done(Future.all(first, second));
            await().until(() -> waiting.size() == 1);
            waiting.remove().end("{\"user\":\"u-8\"}");
            assertThat(TokenNode.outcome(TokenNode.done(other))).isEqualTo("user u-8");
            var later = node.ask("shop", "3");
            await().until(() -> waiting.size() == 1);
            waiting.remove().end("{\"user\":\"u-9\"}");
            assertThat(TokenNode.outcome(TokenNode.done(later))).isEqualTo("user u-9");
        }
    }

    @Nested
    class BesideTrusts {

        @Test
        void isAskedAboutWhatNoneOfThemCouldHaveMade() throws Exception {
            assertThat(node.connect("both", "opaque")).isEqualTo("user u-7");
            assertThat(node.connect("both", Issuer.hmac("HS512", "any", "{\"sub\":\"x\"}")))
                    .isEqualTo("user u-7");
            assertThat(questions).hasSize(2);
        }

        @Test
        void isNotAskedAboutWhatTheyRefuse() throws Exception {
            assertThat(node.connect("both", Issuer.hmac("HS256", "any", "{\"sub\":\"x\"}")))
                    .isEqualTo("token_signature_invalid");
            assertThat(node.connect("both", Issuer.content("{\"alg\":\"NONE\"}", "{\"sub\":\"x\"}") + "."))
                    .isEqualTo("token_algorithm_refused");
            assertThat(node.connect("both", "x".repeat(4_097))).isEqualTo("token_too_long");
            assertThat(questions).isEmpty();
        }
    }
}
