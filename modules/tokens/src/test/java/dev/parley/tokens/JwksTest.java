package dev.parley.tokens;

import static dev.parley.tokens.Backend.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.App;
import dev.parley.apps.KeySource;
import dev.parley.bus.Message.ConnectDecision;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class JwksTest {

    private static final KeyPair FIRST = Issuer.rsa();
    private static final KeyPair SECOND = Issuer.ec("secp256r1");
    private static final KeyPair OTHERS = Issuer.rsa();
    private static final String CLAIMS = "{\"sub\":\"u-7\",\"aud\":\"audience\",\"exp\":"
            + NOW.plusSeconds(1_000_000).getEpochSecond() + "}";

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Consumer<HttpServerRequest> answer = request -> {};
    private TokenNode node;
    private URI server;

    @BeforeEach
    void twoAppsThatTrustOneIssuerEach(Vertx vertx) throws Exception {
        serve(Issuer.jwk("k1", FIRST));
        int port = TokenNode.done(vertx.createHttpServer()
                        .requestHandler(request -> {
                            if (request.path().equals("/others")) {
                                request.response().end(set(Issuer.jwk("k1", OTHERS), Issuer.jwk("o1", OTHERS)));
                            } else {
                                asked.incrementAndGet();
                                answer.accept(request);
                            }
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
        server = URI.create("http://127.0.0.1:" + port);
        node = TokenNode.start(vertx, new MemoryRecords(), app("shop", "/jwks"), app("others", "/others"));
    }

    private App app(String id, String path) {
        return TokenNode.trusting(id, new KeySource.Jwks(server.resolve(path)), "RS256", "ES256", "EdDSA", "HS256");
    }

    private void serve(String... keys) {
        answer = request -> request.response().end(set(keys));
    }

    private static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static String token(String kid, KeyPair pair) {
        return Issuer.signed(pair.getPublic().getAlgorithm().equals("EC") ? "ES256" : "RS256", kid, pair, CLAIMS);
    }

    /** The different outcomes of a token that many clients come with at once. */
    private List<String> storm(Supplier<String> token) throws Exception {
        List<Future<ConnectDecision>> all = IntStream.range(0, 50)
                .mapToObj(i -> node.ask("shop", token.get()))
                .toList();
        TokenNode.done(Future.all(all));
        return all.stream()
                .map(Future::result)
                .map(TokenNode::outcome)
                .distinct()
                .toList();
    }

    @Nested
    class InProduction {

        private final Vertx own = Vertx.vertx();

        @AfterEach
        void close() throws Exception {
            TokenNode.done(own.close());
        }

        @Test
        void keysOfAPrivateNetworkAreFetchedOnlyIfTheConfigurationNamesThem() throws Exception {
            node = TokenNode.start(
                    own,
                    Backend.CONFIG,
                    TokenNode.PRODUCTION,
                    new MemoryRecords(),
                    app("shop", "/jwks"),
                    app("made", "/jwks"));
            assertThat(node.connect("made", token("k1", FIRST))).isEqualTo("auth_unavailable");
            assertThat(asked).hasValue(0);
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("user u-7");
        }
    }

    @Nested
    class Fetching {

        @Test
        void isDoneOnceForAllWhoWait() throws Exception {
            assertThat(storm(() -> token("k1", FIRST))).containsExactly("user u-7");
            assertThat(asked).hasValue(1);
        }

        @Test
        void isNotDoneAgainWhileTheKeysAreFresh() throws Exception {
            node.connect("shop", token("k1", FIRST));
            node.after(IssuerKeys.FRESH.minusMillis(1));
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("user u-7");
            assertThat(asked).hasValue(1);
        }

        @Test
        void ofAKeyThatNobodyKnowsIsDoneOnceInThirtySecondsHoweverManyComeWithOne() throws Exception {
            node.connect("shop", token("k1", FIRST));
            var names = new AtomicInteger();
            Supplier<String> unknown = () -> token("unknown-" + names.incrementAndGet(), FIRST);
            assertThat(storm(unknown)).containsExactly("token_untrusted");
            assertThat(asked).hasValue(1);
            node.after(IssuerKeys.PAUSE);
            assertThat(storm(unknown)).containsExactly("token_untrusted");
            assertThat(storm(unknown)).containsExactly("token_untrusted");
            assertThat(asked).hasValue(2);
        }

        @Test
        void findsANewKeyOfTheIssuer() throws Exception {
            node.connect("shop", token("k1", FIRST));
            serve(Issuer.jwk("k1", FIRST), Issuer.jwk("k2", SECOND));
            assertThat(node.connect("shop", token("k2", SECOND))).isEqualTo("token_untrusted");
            node.after(IssuerKeys.PAUSE);
            assertThat(node.connect("shop", token("k2", SECOND))).isEqualTo("user u-7");
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("user u-7");
        }

        @Test
        void findsThatAKeyWasWithdrawn() throws Exception {
            node.connect("shop", token("k1", FIRST));
            serve(Issuer.jwk("k2", SECOND));
            node.after(IssuerKeys.FRESH);
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("token_untrusted");
        }

        @Test
        void asksNobodyWhomATokenNames() throws Exception {
            String elsewhere = server.resolve("/elsewhere").toString();
            String claims = CLAIMS.replace("{", "{\"iss\":\"" + elsewhere + "\",");
            String header = "{\"alg\":\"RS256\",\"kid\":\"k9\",\"jku\":\"" + elsewhere + "\",\"x5u\":\"" + elsewhere
                    + "\",\"jwk\":" + Issuer.jwk("k9", OTHERS) + "}";
            String content = Issuer.content(header, claims);
            String token = content + "." + Issuer.base64(Issuer.signature("RS256", OTHERS, content));
            answer = request -> request.response().end(set(Issuer.jwk("k1", FIRST), "\"" + request.path() + "\""));
            assertThat(node.connect("shop", token)).isEqualTo("token_untrusted");
            assertThat(asked).hasValue(1);
        }
    }

    @Nested
    class AKey {

        @Test
        void ofOneAppsIssuerIsNoneOfAnothers() throws Exception {
            assertThat(node.connect("others", token("k1", OTHERS))).isEqualTo("user u-7");
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("user u-7");
            assertThat(node.connect("shop", token("k1", OTHERS))).isEqualTo("token_signature_invalid");
            assertThat(node.connect("others", token("k1", FIRST))).isEqualTo("token_signature_invalid");
            assertThat(node.connect("shop", token("o1", OTHERS))).isEqualTo("token_untrusted");
        }

        @Test
        void mayBeLeftUnnamedByAToken() throws Exception {
            serve(Issuer.jwk("k0", OTHERS), Issuer.jwk("k1", FIRST), Issuer.jwk("k2", SECOND));
            assertThat(node.connect("shop", token("", FIRST))).isEqualTo("user u-7");
            assertThat(node.connect("shop", token("", SECOND))).isEqualTo("user u-7");
        }

        @Test
        void isForTheAlgorithmThatTheIssuerSays() throws Exception {
            serve(Issuer.jwk("k1", FIRST).replace("{", "{\"alg\":\"PS256\","));
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("token_untrusted");
        }

        @Test
        void forEncryptionChecksNoSignature() throws Exception {
            serve(Issuer.jwk("k1", FIRST).replace("{", "{\"use\":\"enc\","));
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("token_untrusted");
        }

        @Test
        void thatIsAServedSecretChecksNothing() throws Exception {
            String secret = Issuer.base64("published".getBytes(StandardCharsets.UTF_8));
            serve("{\"kty\":\"oct\",\"kid\":\"k1\",\"k\":\"" + secret + "\"}");
            String token = Issuer.hmac("HS256", "k1", "published".getBytes(StandardCharsets.UTF_8), CLAIMS);
            assertThat(node.connect("shop", token)).isEqualTo("token_algorithm_refused");
        }

        @ParameterizedTest
        @MethodSource("dev.parley.tokens.JwksTest#brokenKeys")
        void thatIsBrokenIsPassedOver(String broken) throws Exception {
            serve(broken, Issuer.jwk("k1", FIRST));
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("user u-7");
        }
    }

    static Stream<Arguments> brokenKeys() {
        String rsa = Issuer.jwk("k1", FIRST);
        String ec = Issuer.jwk("k1", SECOND);
        return Stream.of(
                        "null",
                        "7",
                        "[]",
                        "{}",
                        "{\"kty\":7}",
                        "{\"kty\":\"RSA\",\"kid\":\"k1\"}",
                        "{\"kty\":\"RSA\",\"kid\":\"k1\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                        "{\"kty\":\"OKP\",\"kid\":\"k1\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}",
                        "{\"kty\":\"OKP\",\"kid\":\"k1\",\"crv\":\"X25519\",\"x\":\"AAAA\"}",
                        rsa.replaceAll("\"n\":\"[^\"]*", "\"n\":\"!"),
                        rsa.replaceAll("\"n\":\"[^\"]*", "\"n\":\"" + "A".repeat(100_000)),
                        ec.replace("P-256", "P-999"),
                        ec.replaceAll("\"x\":\"[^\"]*", "\"x\":\"AAAA"))
                .map(Arguments::of);
    }

    @Nested
    class AnIssuerThatDoesNotServeKeys {

        @ParameterizedTest
        @ValueSource(strings = {"", "no", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}"})
        void letsNobodyIn(String body) throws Exception {
            answer = request -> request.response().end(body);
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("auth_unavailable");
        }

        @Test
        void isNotFollowedElsewhere() throws Exception {
            answer = request -> request.response()
                    .setStatusCode(302)
                    .putHeader("location", server.resolve("/others").toString())
                    .end();
            assertThat(node.connect("shop", token("k1", OTHERS))).isEqualTo("auth_unavailable");
        }

        @Test
        void isNotReadBeyondItsCap() throws Exception {
            answer = request ->
                    request.response().end(Buffer.buffer(set(Issuer.jwk("k1", FIRST)) + " ".repeat(256 * 1024)));
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("auth_unavailable");
        }

        @Test
        void isNotWaitedForMuchLongerThanFiveSeconds() throws Exception {
            answer = request -> request.response().setChunked(true).write("{");
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("auth_unavailable");
        }

        @Test
        void isAskedAgainSoonIfItsKeysAreNotKnownYet() throws Exception {
            answer = request -> request.response().setStatusCode(503).end();
            assertThat(storm(() -> token("k1", FIRST))).containsExactly("auth_unavailable");
            assertThat(storm(() -> token("k1", FIRST))).containsExactly("auth_unavailable");
            assertThat(asked).hasValue(1);
            serve(Issuer.jwk("k1", FIRST));
            node.after(Duration.ofSeconds(5));
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("user u-7");
        }

        @Test
        void doesNotLockOutWhoHasAKeyThatWasKnownToday() throws Exception {
            node.connect("shop", token("k1", FIRST));
            answer = request -> request.response().setStatusCode(503).end();
            node.after(IssuerKeys.FRESH);
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("user u-7");
            assertThat(node.connect("shop", token("k2", SECOND))).isEqualTo("auth_unavailable");
            node.after(Duration.ofDays(1));
            assertThat(node.connect("shop", token("k1", FIRST))).isEqualTo("auth_unavailable");
        }
    }

    @Test
    void keysOfAllTypesAreTaken() throws Exception {
        KeyPair edwards = Issuer.ed25519();
        serve(Issuer.jwk("r", FIRST), Issuer.jwk("e", SECOND), Issuer.jwk("d", edwards));
        String signed = Issuer.signed("EdDSA", "d", edwards, CLAIMS);
        for (String token : Arrays.asList(token("r", FIRST), token("e", SECOND), signed)) {
            assertThat(node.connect("shop", token)).isEqualTo("user u-7");
        }
    }
}
