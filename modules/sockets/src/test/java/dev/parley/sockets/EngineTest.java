package dev.parley.sockets;

import static dev.parley.sockets.RawClient.POLLING;
import static dev.parley.sockets.RawClient.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.sockets.RawClient.Answer;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Engine.IO revision 4, at the wire. */
class EngineTest {

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config());
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    @Nested
    class AHandshake {

        @Test
        void overPollingTellsExactlyTheFiveKeys() {
            Answer answer = client.get(POLLING);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers()).containsEntry("content-type", "text/plain; charset=UTF-8");
            assertThat(answer.body())
                    .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{26}\",\"upgrades\":\\[\"websocket\"],"
                            + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100000}");
        }

        @Test
        void overWebSocketOffersNoUpgrade() {
            assertThat(client.webSocket(WEBSOCKET).next()).contains("\"upgrades\":[]");
        }
    }

    @Nested
    class ARequestThatIsRefused {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        GET  | /socket.io/?EIO=4                                 | 400 | 0 | Transport unknown
                        GET  | /socket.io/?EIO=4&transport=carrier-pigeon        | 400 | 0 | Transport unknown
                        GET  | /socket.io/?EIO=4&transport=__proto__             | 400 | 0 | Transport unknown
                        GET  | /socket.io/?EIO=4&transport=polling&sid=nobody    | 400 | 1 | Session ID unknown
                        POST | /socket.io/?EIO=4&transport=polling               | 400 | 2 | Bad handshake method
                        PUT  | /socket.io/?EIO=4&transport=polling               | 400 | 2 | Bad handshake method
                        GET  | /socket.io/?EIO=4&transport=websocket             | 400 | 3 | Bad request
                        GET  | /socket.io/?EIO=abc&transport=polling             | 400 | 5 | Unsupported protocol version
                        GET  | /socket.io/?transport=polling                     | 400 | 5 | Unsupported protocol version
                        """)
        void saysWhyByCodeAndMessage(String method, String uri, int status, int code, String message) {
            Answer answer = client.request(HttpMethod.valueOf(method), uri, null, Map.of())
                    .join();

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
        }

        @Test
        void byItsPathGoesElsewhere() {
            assertThat(client.get("/socket.io?EIO=4&transport=polling").body()).isEqualTo("elsewhere");
        }

        @Test
        void comesFromAPageThatIsNotAllowed() {
            Answer stranger = client.request(HttpMethod.GET, POLLING, null, Map.of("origin", "https://evil.example"))
                    .join();
            Answer friend = client.request(HttpMethod.GET, POLLING, null, Map.of("origin", "https://friend.example"))
                    .join();

            assertThat(stranger.status()).isEqualTo(403);
            assertThat(stranger.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
            assertThat(friend.status()).isEqualTo(200);
            assertThat(friend.headers()).containsEntry("access-control-allow-origin", "https://friend.example");
        }
    }

    @Nested
    class APollingSession {

        @Test
        void holdsAGetUntilThereIsSomethingToSay() {
            String session = client.openPolling();
            CompletableFuture<Answer> held = client.getLater(session);

            assertThat(client.post(session, "40").body()).isEqualTo("ok");

            assertThat(held.join().body()).startsWith("40{\"sid\":\"");
        }

        @Test
        void takesAndGivesSeveralPacketsInOneBody() {
            String session = client.openPolling();
            client.post(session, "40\u001e420[\"echo\",1]\u001e421[\"echo\",\"\u00e9\ud83d\ude00\u2028\"]");
            var seen = new StringBuilder();
            await().atMost(TestNode.PATIENCE).until(() -> {
                seen.append(client.get(session).body());
                return seen.toString().contains("431");
            });
            assertThat(seen.toString()).contains("430[1]", "431[\"\u00e9\ud83d\ude00\u2028\"]");
        }

        @Test
        void endsWhenASecondGetOverlaps() {
            String session = client.openPolling();
            List<CompletableFuture<Answer>> both = List.of(client.getLater(session), client.getLater(session));
            assertThat(both.stream()
                            .map(answer ->
                                    answer.join().status() + " " + answer.join().body()))
                    .containsExactlyInAnyOrder("200 1", "400 ");
            assertThat(client.get(session).body()).contains("Session ID unknown");
        }

        @Test
        void refusesABodyOverTheLimitAndGoesOn() {
            String session = client.openPolling();

            assertThat(client.post(session, "4".repeat(100_001)).status()).isEqualTo(413);

            assertThat(client.post(session, "40").body()).isEqualTo("ok");
            assertThat(client.get(session).body()).startsWith("40{");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "abc", "40\u001e", "bnot base64!"})
        void endsOnABodyThatIsNone(String body) {
            String session = client.openPolling();
            client.post(session, body);
            assertThat(client.get(session).body()).contains("Session ID unknown");
        }

        @Test
        void endsOnTheClientsClosePacket() {
            String session = client.openPolling();
            CompletableFuture<Answer> held = client.getLater(session);
            client.post(session, "1");
            // The two come on different connections, so the close may have been faster than the poll.
            assertThat(held.join().body()).matches("6|.*Session ID unknown.*");
            assertThat(client.get(session).body()).contains("Session ID unknown");
        }

        @Test
        void fetchesItsLastPacketsAfterTheServerEndedIt() {
            String session = client.openPolling();
            client.post(session, "40\u001e47");
            await().atMost(TestNode.PATIENCE)
                    .until(() -> client.get(session).body().matches("(40.*\u001e)?1|\\{\"code\":1.*"));
        }
    }

    @Nested
    class AnUpgrade {

        @Test
        void movesTheSessionAndKeepsTheOrder() {
            String session = client.openPolling();
            Frames candidate = client.webSocket(webSocketOf(session));
            candidate.send("2probe");
            assertThat(candidate.next()).isEqualTo("3probe");
            assertThat(client.get(session).body()).isEqualTo("6");

            candidate.send("5", "40", "420[\"echo\",\"after\"]");

            assertThat(candidate.next()).startsWith("40{");
            assertThat(candidate.next()).isEqualTo("430[\"after\"]");
            assertThat(client.get(session).body()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        }

        @Test
        void thatGoesWrongLeavesTheSessionPolling() {
            String session = client.openPolling();
            Frames candidate = client.webSocket(webSocketOf(session));
            candidate.send("4hello");
            assertThat(candidate.next()).isEqualTo("closed");

            client.post(session, "40");
            assertThat(client.get(session).body()).startsWith("40{");
        }

        @Test
        void thatIsNotFinishedInTimeLeavesTheSessionPolling() {
            String session = client.openPolling();
            Frames candidate = client.webSocket(webSocketOf(session));
            candidate.send("2probe");
            assertThat(candidate.next()).isEqualTo("3probe");
            assertThat(candidate.next()).as("after the upgrade timeout").isEqualTo("closed");

            client.post(session, "40");
            assertThat(pollUntil(session, "40{")).contains("40{");
        }

        @Test
        void bySecondCandidateIsClosedWhileTheFirstGoesOn() {
            String session = client.openPolling();
            Frames first = client.webSocket(webSocketOf(session));
            first.send("2probe");
            assertThat(first.next()).isEqualTo("3probe");

            assertThat(client.webSocket(webSocketOf(session)).next()).isEqualTo("closed");

            first.send("5", "40");
            assertThat(first.next()).startsWith("40{");
        }

        @Test
        void ofASessionThatIsUpgradedAlreadyIsAcceptedAndClosed() {
            String session = client.openPolling();
            Frames candidate = client.webSocket(webSocketOf(session));
            candidate.send("2probe", "5");
            assertThat(candidate.next()).isEqualTo("3probe");
            await().atMost(TestNode.PATIENCE).until(() -> client.get(session).status() == 400);

            assertThat(client.webSocket(webSocketOf(session)).next()).isEqualTo("closed");
        }

        private String webSocketOf(String session) {
            return session.replace("transport=polling", "transport=websocket");
        }

        private String pollUntil(String session, String wanted) {
            var seen = new StringBuilder();
            await().atMost(TestNode.PATIENCE).until(() -> {
                seen.append(client.get(session).body());
                return seen.toString().contains(wanted);
            });
            return seen.toString();
        }
    }

    @Nested
    class AWebSocketSession {

        @ParameterizedTest
        @ValueSource(strings = {"", "abc", "2"})
        void endsOnAPacketThatItMayNotSend(String packet) {
            Frames frames = client.connected();
            frames.send(packet);
            assertThat(frames.next()).isEqualTo("closed");
        }

        @Test
        void takesAMessageOfExactlyTheLimit() {
            Frames frames = client.connected();
            String text = "x".repeat(100_000 - "420[\"echo\",\"\"]".length());
            frames.send("420[\"echo\",\"" + text + "\"]");
            assertThat(frames.next()).isEqualTo("430[\"" + text + "\"]");
        }

        @Test
        void endsOnAMessageOverTheLimit() {
            Frames frames = client.connected();
            frames.webSocket.writeTextMessage("4" + "x".repeat(100_000));
            assertThat(frames.next()).isEqualTo("closed");
            await().atMost(TestNode.PATIENCE).until(() -> node.departures.contains("transport error"));
        }
    }
}
