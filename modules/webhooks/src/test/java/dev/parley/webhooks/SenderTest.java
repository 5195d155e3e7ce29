package dev.parley.webhooks;

import static dev.parley.webhooks.Attempts.callback;
import static dev.parley.webhooks.Attempts.delivery;
import static dev.parley.webhooks.Attempts.endpoint;
import static dev.parley.webhooks.Attempts.secret;
import static dev.parley.webhooks.Attempts.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.parley.bus.webhooks.Callback.Form;
import dev.parley.bus.webhooks.Endpoint;
import dev.parley.bus.webhooks.EndpointKey;
import dev.parley.bus.webhooks.EndpointSecret;
import dev.parley.outbound.OutboundConfig;
import dev.parley.store.webhooks.StoredDelivery;
import dev.parley.webhooks.Outcome.Delivered;
import dev.parley.webhooks.Outcome.Failed;
import dev.parley.webhooks.Outcome.Gone;
import dev.parley.webhooks.Receiver.Arrival;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class SenderTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final String BODY =
            "{\"type\":\"room.joined\",\"timestamp\":\"2026-03-01T12:00:00.250Z\",\"data\":{\"room\":\"é\"}}";

    private Vertx vertx;
    private Receiver receiver;
    private Attempts attempts;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        this.vertx = vertx;
        receiver = Receiver.on(vertx, 0);
        attempts = Attempts.on(vertx, Duration.ofSeconds(20));
    }

    private Arrival arrival(Post post) throws Exception {
        assertThat(attempts.make(post).outcome()).isEqualTo(new Delivered());
        return receiver.arrivals.getLast();
    }

    /** By the library that receivers use. */
    private static void verify(Arrival arrival, SecretKey secret) throws Exception {
        var headers = HttpHeaders.of(arrival.headers(), (name, value) -> true);
        new Webhook(Base64.getEncoder().encodeToString(secret.getEncoded())).verify(arrival.body(), headers);
    }

    @Nested
    class ToAnEndpoint {

        private Endpoint with(EndpointSecret... secrets) {
            return endpoint(receiver.url(), List.of(secrets), Optional.empty());
        }

        @Test
        void activityIsSentAsItIsStoredAndSigned() throws Exception {
            Arrival arrival = arrival(to(with(secret("one", Optional.empty())), NOW, delivery("msg_7", BODY)));
            assertThat(arrival.body()).isEqualTo(BODY);
            assertThat(arrival.header("content-type")).isEqualTo("application/json");
            assertThat(arrival.id()).isEqualTo("msg_7");
            assertThat(arrival.header("webhook-timestamp")).isEqualTo("" + NOW.getEpochSecond());
            verify(arrival, Attempts.key("one"));
            assertThatThrownBy(() -> verify(arrival, Attempts.key("two")))
                    .isInstanceOf(WebhookVerificationException.class);
        }

        @Test
        void everySecretThatIsStillGoodSigns() throws Exception {
            Endpoint rotated = with(
                    secret("new", Optional.empty()),
                    secret("old", Optional.of(NOW.plusMillis(1))),
                    secret("older", Optional.of(NOW)));
            Arrival arrival = arrival(to(rotated, NOW, delivery("msg_7", BODY)));
            verify(arrival, Attempts.key("new"));
            verify(arrival, Attempts.key("old"));
            assertThatThrownBy(() -> verify(arrival, Attempts.key("older")))
                    .isInstanceOf(WebhookVerificationException.class);
            assertThat(arrival.header("webhook-signature").split(" ")).hasSize(2);
        }

        @Test
        void ed25519SignsTheSameBeside() throws Exception {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var key = new EndpointKey(pair.getPrivate().getEncoded(), "whpk_");
            Endpoint both = endpoint(receiver.url(), List.of(secret("one", Optional.empty())), Optional.of(key));
            Arrival arrival = arrival(to(both, NOW, delivery("msg_7", BODY)));
            verify(arrival, Attempts.key("one"));
            String made = Arrays.stream(arrival.header("webhook-signature").split(" "))
                    .filter(each -> each.startsWith("v1a,"))
                    .findFirst()
                    .orElseThrow();
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(pair.getPublic());
            signature.update(("msg_7." + NOW.getEpochSecond() + "." + BODY).getBytes(StandardCharsets.UTF_8));
            assertThat(signature.verify(Base64.getDecoder().decode(made.substring(4))))
                    .isTrue();
        }

        @Test
        void severalGoInOneBatchWithTheirIds() throws Exception {
            Endpoint endpoint = with(secret("one", Optional.empty()));
            Instant at = NOW.truncatedTo(ChronoUnit.SECONDS).plusMillis(50);
            Arrival arrival = arrival(to(endpoint, at, delivery("msg_7", BODY), delivery("msg_8", BODY)));
            assertThat(arrival.body())
                    .isEqualTo("{\"type\":\"batch\",\"timestamp\":\""
                            + at.toString() + "\",\"data\":[{\"id\":\"msg_7\"," + BODY.substring(1)
                            + ",{\"id\":\"msg_8\"," + BODY.substring(1) + "]}");
            assertThat(arrival.id()).isEqualTo("msg_batch");
            verify(arrival, Attempts.key("one"));
        }
    }

    @Nested
    class ToACallback {

        @Test
        void jsonIsAsItIsAndSignedIfTheAppHasASecretForThat() throws Exception {
            String body = "{\"event\":\"join\",\"data\":{\"room\":1}}";
            Arrival arrival = arrival(callback(receiver.url(), Form.JSON, "default", NOW, body));
            assertThat(arrival.body()).isEqualTo(body);
            assertThat(arrival.header("content-type")).isEqualTo("application/json");
            assertThat(arrival.header("accept")).isEqualTo("application/json, text/plain, */*");
            verify(arrival, Attempts.CONFIGURED);
        }

        @Test
        void jsonOfAnAppWithoutOneHasAnIdAndATimeAllTheSame() throws Exception {
            Arrival arrival = arrival(callback(receiver.url(), Form.JSON, "shop", NOW, "{}"));
            assertThat(arrival.id()).isEqualTo("msg_1");
            assertThat(arrival.headers()).containsKey("webhook-timestamp").doesNotContainKey("webhook-signature");
        }

        /** The vector of the system that this form comes from. */
        @Test
        void signedTextIsAsItsReceiversKnowIt() throws Exception {
            Instant at = Instant.ofEpochSecond(1_700_000_000);
            Arrival arrival =
                    arrival(callback(receiver.url(), Form.SIGNED_TEXT, "shop", at, "{\"event\":\"disconnect\"}"));
            assertThat(arrival.body())
                    .isEqualTo("eyJkYXRhIjp7ImV2ZW50IjoiZGlzY29ubmVjdCJ9LCJ0aW1lc3RhbXAiOjE3MDAwMDAwNjB9"
                            + "MThjYzIyYmEzMGRkNzk3YzU1MjFiMjkyMDA2YTE3ODM=");
            assertThat(arrival.header("content-type")).isEqualTo("text/plain;charset=UTF-8");
            assertThat(arrival.header("accept")).isEqualTo("*/*");
            assertThat(arrival.headers().keySet()).noneMatch(name -> name.startsWith("webhook-"));
        }

        @Test
        void standardIsSignedByTheSecretForWebhooksOrElseBySigningSecret() throws Exception {
            verify(arrival(callback(receiver.url(), Form.STANDARD, "default", NOW, BODY)), Attempts.CONFIGURED);
            verify(arrival(callback(receiver.url(), Form.STANDARD, "shop", NOW, BODY)), Attempts.SIGNING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"SIGNED_TEXT", "STANDARD"})
        void nothingIsSentUnsignedForAnAppThatIsGone(Form form) throws Exception {
            Judged judged = attempts.make(callback(receiver.url(), form, "nobody", NOW, BODY));
            assertThat(judged.outcome()).isEqualTo(new Failed("no signing secret", Duration.ZERO));
            assertThat(judged.attempt().status()).isZero();
            assertThat(receiver.arrivals).isEmpty();
        }

        @Test
        void addressThatMayNotBeCalledGetsNothing() throws Exception {
            Attempts strict = Attempts.on(vertx, Duration.ofSeconds(20), new OutboundConfig(false, List.of(), false));
            Judged judged = strict.make(callback(receiver.url(), Form.JSON, "shop", NOW, BODY));
            assertThat(judged.outcome()).isEqualTo(new Failed("refused address", Duration.ZERO));
            assertThat(judged.attempt().result()).isEqualTo("refused address");
            assertThat(receiver.arrivals).isEmpty();
        }
    }

    @Nested
    class Traced {

        private final SpanRecorder spans = new SpanRecorder();

        private Arrival told(String... traces) throws Exception {
            var outbound = new OutboundConfig(true, List.of(), false);
            attempts = Attempts.on(vertx, Duration.ofSeconds(20), outbound, spans);
            var endpoint = endpoint(receiver.url(), List.of(secret("one", Optional.empty())), Optional.empty());
            var deliveries = Arrays.stream(traces)
                    .map(trace ->
                            delivery("msg_" + trace, BODY, Optional.of(trace).filter(it -> !it.isEmpty())))
                    .toArray(StoredDelivery[]::new);
            return arrival(to(endpoint, NOW, deliveries));
        }

        @Test
        void anAttemptIsAPartOfTheTraceOfWhatItTells() throws Exception {
            Arrival arrival = told("00-emit");
            assertThat(arrival.headers().get("traceparent")).containsExactly(SpanRecorder.OWN);
            assertThat(spans.facts).containsExactly("webhook of 00-emit", "end");
        }

        @Test
        void ofWhatHasNoTraceIsOneOfItsOwn() throws Exception {
            told("");
            assertThat(spans.facts).containsExactly("webhook of nothing", "end");
        }

        @Test
        void severalAreLinkedToEachTraceOnce() throws Exception {
            told("", "00-a", "00-b", "00-a");
            assertThat(spans.facts).containsExactly("webhook of 00-a", "link to 00-b", "end");
        }
    }

    @Nested
    class Noting {

        private Judged judged(int status, String answer, String... header) throws Exception {
            receiver.answer = (request, arrival) -> {
                if (header.length > 0) request.response().putHeader(header[0], header[1]);
                request.response().setStatusCode(status).end(answer);
            };
            return attempts.make(callback(receiver.url(), Form.JSON, "shop", NOW, BODY));
        }

        @Test
        void successIsDelivered() throws Exception {
            Judged judged = judged(202, "thanks");
            assertThat(judged.outcome()).isEqualTo(new Delivered());
            assertThat(judged.attempt()).satisfies(attempt -> {
                assertThat(attempt.at()).isEqualTo(NOW);
                assertThat(attempt.status()).isEqualTo(202);
                assertThat(attempt.result()).isEqualTo("delivered");
                assertThat(attempt.answer()).isEqualTo("thanks");
                assertThat(attempt.took()).isPositive();
            });
        }

        @Test
        void goneIsForGood() throws Exception {
            Judged judged = judged(410, "");
            assertThat(judged.outcome()).isEqualTo(new Gone());
            assertThat(judged.attempt().result()).isEqualTo("status 410");
        }

        @Test
        void redirectIsAFailureAndNotFollowed() throws Exception {
            Judged judged = judged(307, "", "location", receiver.url().toString());
            assertThat(judged.outcome()).isEqualTo(new Failed("status 307", Duration.ZERO));
            assertThat(receiver.arrivals).hasSize(1);
        }

        @Test
        void busyReceiverIsHeard() throws Exception {
            assertThat(judged(429, "", "retry-after", "7").outcome())
                    .isEqualTo(new Failed("status 429", Duration.ofSeconds(7)));
        }

        @Test
        void onlyTheBeginningOfAnAnswerIsKeptAndNothingInItThatMovesACursor() throws Exception {
            assertThat(judged(500, "a\u001b[2J\r\n\0\u202eb").attempt().answer())
                    .isEqualTo("a [2J    b");
            assertThat(judged(500, "é".repeat(300)).attempt().answer()).isEqualTo("é".repeat(256));
            assertThat(judged(500, "\ud83d\ude00".repeat(300)).attempt().answer())
                    .isEqualTo("\ud83d\ude00".repeat(256));
        }
    }
}
