package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import dev.parley.sockets.engine.Origins;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages from elsewhere: which may use the server, and what their browsers are told. */
class CorsTest {

    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String FRIEND = "Origin: https://friend.example";
    private static final String STRANGER = "Origin: https://evil.example";

    @RegisterExtension
    static final TestEngine engine =
            new TestEngine(settings -> settings.origins = List.of("https://friend.example", "partner.example"));

    @RegisterExtension
    static final TestEngine open = new TestEngine(settings -> settings.origins = List.of("*"));

    @RegisterExtension
    static final TestEngine loopback = new TestEngine(settings -> settings.origins = List.of(Origins.LOOPBACK));

    @Test
    void everyAnswerToAFriendNamesItsOrigin() {
        PollingClient client = engine.poll();
        client.session().push("x".repeat(2_000));

        assertNames("https://friend.example", engine.get(POLLING, FRIEND), 200);
        assertNames("https://friend.example", client.get(FRIEND, "Accept-Encoding: gzip"), 200);
        assertNames("https://friend.example", client.post(new byte[] {'4'}, FRIEND), 200);
        assertNames("https://friend.example", client.post(new byte[100_001], FRIEND), 413);
        assertNames("https://friend.example", engine.get(POLLING + "&sid=nobody", FRIEND), 400);
        assertNames("https://friend.example", client.request("PUT", FRIEND), 500);
    }

    private static void assertNames(String origin, Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo(origin);
        assertThat(answer.header("access-control-allow-credentials")).isEqualTo("true");
        assertThat(answer.header("vary")).containsIgnoringCase("origin");
    }

    @Test
    void anAnswerThatMayBeCompressedVariesByBoth() {
        PollingClient client = engine.poll();
        client.session().push("x".repeat(2_000));
        assertThat(client.get(FRIEND, "Accept-Encoding: gzip").header("vary"))
                .isEqualToIgnoringCase("origin, accept-encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://friend.example",
                "HTTPS://Friend.Example",
                "https://partner.example",
                "http://partner.example:8080",
                "https://parley.example",
                "http://PARLEY.example"
            })
    void aPageMayBeFromAListedOriginOrHostOrFromThisServer(String origin) {
        assertThat(engine.get(POLLING, "Origin: " + origin).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://friend.example",
                "https://friend.example:8443",
                "https://friend.example.evil.example",
                "https://sub.partner.example",
                "https://parley.example.evil.example",
                "null"
            })
    void aPageMayNotBeFromAnywhereElse(String origin) {
        Answer answer = engine.get(POLLING, "Origin: " + origin);
        assertThat(answer.said()).isEqualTo(Refused.FORBIDDEN);
        assertThat(answer.header("access-control-allow-origin")).isNull();
    }

    @Test
    void aStrangerMayNotUseASessionEither() {
        PollingClient client = engine.poll();
        assertThat(client.get(STRANGER).said()).isEqualTo(Refused.FORBIDDEN);
        assertThat(client.post(new byte[] {'4'}, STRANGER).said()).isEqualTo(Refused.FORBIDDEN);
        assertThat(engine.wire()
                        .handshake(client.uri("websocket"), STRANGER)
                        .answer()
                        .said())
                .isEqualTo("400 Forbidden");
        assertThat(client.session().received).isEmpty();
    }

    @Test
    void webSocketsAreForFriendsToo() {
        assertNames(
                "https://friend.example",
                engine.wire().handshake(WEBSOCKET, FRIEND).answer(),
                101);
        assertThat(engine.wire().handshake(WEBSOCKET, STRANGER).answer().said()).isEqualTo("400 Forbidden");
    }

    @Test
    void aPreflightOfAFriendIsAnswered() {
        Answer answer = engine.wire()
                .request("OPTIONS", POLLING, FRIEND, "Access-Control-Request-Headers: x-one, content-type")
                .answer();
        assertNames("https://friend.example", answer, 204);
        assertThat(answer.header("access-control-allow-methods")).contains("GET", "POST");
        assertThat(answer.header("access-control-allow-headers")).isEqualTo("x-one, content-type");
    }

    @Test
    void aPreflightOfAStrangerIsNot() {
        Answer answer = engine.wire().request("OPTIONS", POLLING, STRANGER).answer();
        assertThat(answer.said()).isEqualTo(Refused.BAD_HANDSHAKE_METHOD);
        assertThat(answer.header("access-control-allow-origin")).isNull();
    }

    @Test
    void anybodyIsAnybodyAndGetsNoCredentials() {
        Answer answer = open.get(POLLING, STRANGER);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.header("access-control-allow-credentials")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173", "https://127.0.0.1", "http://[::1]:8080"})
    void loopbackIsEveryPageOfOnesOwnMachine(String origin) {
        Answer answer = loopback.get(POLLING, "Origin: " + origin);
        assertNames(origin, answer, 200);
        assertThat(loopback.get(POLLING, STRANGER).said()).isEqualTo(Refused.FORBIDDEN);
    }

    @Test
    void whoeverSendsNoOriginIsNoPageAndIsToldNothing() {
        Answer answer = engine.get(POLLING);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("access-control-allow-origin")).isNull();
    }
}
