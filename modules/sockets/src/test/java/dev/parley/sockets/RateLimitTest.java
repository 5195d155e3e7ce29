package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Limit;
import dev.parley.sockets.RawClient.Frames;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Clients that send more than they may, at the wire. The clock stands still unless a test moves it. */
class RateLimitTest {

    private static final String REFUSED =
            "[{\"ok\":false,\"error\":{\"code\":\"rate_limited\",\"message\":\"Too much in too short a time.\","
                    + "\"retryAfter\":%d}}]";
    private static final String WARNING = "42[\"limit:warning\",{\"limit\":\"%s\",\"perSecond\":%d,"
            + "\"message\":\"Soon your events will be refused: send less.\"}]";
    private static final String ERROR = "42[\"error\",{\"code\":\"rate_limited\","
            + "\"message\":\"This connection sent too much for too long.\"}]";

    private final LimitedNode limited = new LimitedNode(LimitedNode.abuse(3));

    @AfterEach
    void stop() {
        limited.close();
    }

    private static void echo(Frames frames, int times) {
        for (int i = 0; i < times; i++) {
            frames.send("42" + i + "[\"echo\"]");
            assertThat(frames.next()).isEqualTo("43" + i + "[]");
        }
    }

    @Nested
    class Events {

        private final Frames frames =
                limited.with(Limit.EVENTS_PER_SECOND, 5).client.connected();

        @Test
        void areWarnedOfOnceBeforeTheyAreRefusedAndSaysWhenToComeAgain() {
            echo(frames, 7);
            frames.send("427[\"echo\"]");
            assertThat(frames.next()).isEqualTo(WARNING.formatted("events-per-second", 5));
            assertThat(frames.next()).isEqualTo("437[]");
            echo(frames, 2);

            frames.send("42100[\"echo\"]");
            assertThat(frames.next()).isEqualTo("43100" + REFUSED.formatted(201));
            limited.assertRefused("events-per-second", "default", 1);

            limited.pass(Duration.ofMillis(201));
            echo(frames, 1);
        }

        @Test
        void thatAreRefusedAreNotHandled() {
            echo(frames, 7);
            frames.send("42[\"echo\"]", "42[\"echo\"]", "42[\"echo\"]", "42[\"break\"]", "420[\"join\",\"r\"]");
            assertThat(frames.next()).contains("limit:warning");
            assertThat(frames.next()).startsWith("430[{\"ok\":false");
            assertThat(limited.node.services.roomQuota().rooms("default")).isZero();
        }

        @Test
        void mayBeMoreOnceTheAppMaySendMore() {
            echo(frames, 7);
            limited.with(Limit.EVENTS_PER_SECOND, 1_000).pass(Duration.ofMillis(1_001));
            echo(frames, 1_000);
        }

        @Test
        void areCountedForEachSocketOfAConnection() {
            echo(frames, 7);
            frames.send("40/second,");
            assertThat(frames.next()).startsWith("40/second,{");
            for (int i = 0; i < 7; i++) {
                frames.send("42/second," + i + "[\"echo\"]");
                assertThat(frames.next()).isEqualTo("43/second," + i + "[]");
            }
        }

        @Test
        void ofAClientThatGoesOnEndItsConnection() {
            echo(frames, 7);
            for (int i = 0; i < 6; i++) frames.webSocket.writeTextMessage("421[\"echo\"]");

            assertThat(frames.next()).contains("limit:warning");
            for (int i = 0; i < 3; i++) assertThat(frames.next()).isEqualTo("431[]");
            for (int i = 0; i < 3; i++) assertThat(frames.next()).startsWith("431[{\"ok\":false");
            assertThat(frames.next()).isEqualTo(ERROR);
            assertThat(frames.next()).isEqualTo("closed");
            assertThat(limited.node.departures).containsExactly("forced close");
            limited.assertRefused("abuse", "default", 1);
        }

        @Test
        void thatAreRefusedNowAndThenDoNoHarm() {
            echo(frames, 7);
            frames.send("42[\"echo\"]", "42[\"echo\"]", "42[\"echo\"]");
            assertThat(frames.next()).contains("limit:warning");
            for (int i = 0; i < 5; i++) {
                frames.send("421[\"echo\"]", "422[\"echo\"]");
                assertThat(frames.next()).startsWith("431[{\"ok\":false");
                assertThat(frames.next()).startsWith("432[{\"ok\":false");
                limited.pass(Duration.ofSeconds(11));
                frames.send(IntStream.range(0, 10).mapToObj(n -> "42[\"echo\"]").toArray(String[]::new));
                assertThat(frames.next()).contains("limit:warning");
            }
        }

        @Test
        void ofAFloodAreNotReadToTheEnd() {
            Frames neighbour = limited.client.connected();
            var wire = new Wire(limited.node.port());
            wire.handshake(RawClient.WEBSOCKET);
            assertThat(wire.answer().status()).isEqualTo(101);
            wire.send(WebSocketWire.text("40"));
            byte[] event = WebSocketWire.text("42[\"echo\",\"" + "x".repeat(1_000) + "\"]");

            assertThat(wire.endsWhileSending(event)).isTrue();
            wire.close();

            Patience.until(() -> limited.node.departures.size() == 1);
            assertThat(limited.node.departures).containsExactly("forced close");
            echo(neighbour, 7);
        }

        @Test
        void ofAPollingClientEndItsSessionToo() {
            String uri = limited.client.openPolling();
            limited.client.post(uri, "40");
            limited.client.get(uri);
            String flood = "42[\"echo\"]\u001e".repeat(50) + "42[\"echo\"]";
            assertThat(limited.client.post(uri, flood).status()).isEqualTo(200);

            assertThat(limited.client.get(uri).body()).endsWith(ERROR + "\u001e1");
            assertThat(limited.client.get(uri).status()).isEqualTo(400);
            assertThat(limited.node.departures).containsExactly("forced close");
        }
    }

    @Nested
    class Bytes {

        private final Frames frames =
                limited.with(Limit.BYTES_PER_SECOND, 10_000).client.connected();

        private void send(int id, int bytes) {
            frames.send("42" + id + "[\"take\",\"" + "x".repeat(bytes) + "\"]");
        }

        @Test
        void areWarnedOfOnceAndRefusedWithTheEventThatGoesTooFar() {
            frames.send("42[\"take\",\"" + "x".repeat(15_900) + "\"]", "42[\"take\",\"" + "x".repeat(100) + "\"]");
            assertThat(frames.next()).isEqualTo(WARNING.formatted("bytes-per-second", 10_000));
            send(1, 5_000);
            assertThat(frames.next()).startsWith("431[{\"ok\":false,\"error\":{\"code\":\"rate_limited\"");
            limited.assertRefused("bytes-per-second", "default", 1);

            limited.pass(Duration.ofSeconds(1));
            echo(frames, 1);
        }

        @Test
        void ofAttachmentsCountForTheirEvent() {
            frames.send("451-1[\"take\",{\"_placeholder\":true,\"num\":0}]");
            frames.send(new byte[25_000]);
            assertThat(frames.next()).startsWith("431[{\"ok\":false");
        }

        @Test
        void beyondTwiceOfWhatMayBeEndTheConnection() {
            for (int i = 0; i < 5; i++) frames.webSocket.writeTextMessage("42[\"take\",\"" + "x".repeat(9_000) + "\"]");
            assertThat(frames.next()).contains("limit:warning");
            assertThat(frames.next()).isEqualTo(ERROR);
            assertThat(frames.next()).isEqualTo("closed");
            assertThat(limited.node.departures).containsExactly("forced close");
        }
    }

    @Test
    void packetsThatAreNoEventsAreLimitedTooThoughNotAsSoon() {
        Frames frames = limited.with(Limit.EVENTS_PER_SECOND, 5).client.connected();
        for (int i = 0; i < 300; i++) frames.webSocket.writeTextMessage("431[]");
        assertThat(frames.next()).isEqualTo(ERROR);
        assertThat(frames.next()).isEqualTo("closed");
    }

    @Test
    void aClientThatComesAndGoesWithoutEndIsCut() {
        Frames frames = limited.with(Limit.EVENTS_PER_SECOND, 5).client.connected();
        for (int i = 0; i < 20; i++) {
            frames.webSocket.writeTextMessage("40/second,");
            frames.webSocket.writeTextMessage("41/second,");
        }
        String last = frames.next();
        while (!last.equals("closed")) last = frames.next();
        assertThat(limited.node.departures).contains("forced close");
    }
}
