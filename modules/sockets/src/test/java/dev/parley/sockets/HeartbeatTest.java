package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.RawClient.Frames;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pings and their deadline, over both transports. */
class HeartbeatTest {

    private static final Duration OFTEN = Duration.ofMillis(150);
    private static final Duration NEVER = Duration.ofMinutes(5);

    @Test
    void aClientThatAnswersStaysAndOneThatFallsSilentGoes() {
        try (var node = new TestNode(TestNode.config(OFTEN, Duration.ofSeconds(1), 1_000_000));
                var client = new RawClient(node)) {
            Frames frames = client.connected();
            for (int beat = 0; beat < 5; beat++) {
                assertThat(frames.next()).isEqualTo("2");
                frames.send("3");
            }
            assertThat(frames.next()).isEqualTo("2");
            assertThat(frames.next()).isEqualTo("closed");
            assertThat(node.departures).containsExactly("ping timeout");
        }
    }

    @Test
    void aPollingClientIsPingedThroughItsPoll() {
        try (var node = new TestNode(TestNode.config(OFTEN, NEVER, 1_000_000));
                var client = new RawClient(node)) {
            String session = client.openPolling();
            for (int beat = 0; beat < 3; beat++) {
                assertThat(client.get(session).body()).isEqualTo("2");
                client.post(session, "3");
            }
        }
    }

    @Test
    void theDeadlineOutlivesAnUpgrade() {
        try (var node = new TestNode(TestNode.config(OFTEN, Duration.ofMillis(1500), 1_000_000));
                var client = new RawClient(node)) {
            String session = client.openPolling();
            assertThat(client.get(session).body()).isEqualTo("2");
            Frames frames = client.webSocket(session.replace("transport=polling", "transport=websocket"));
            frames.send("2probe", "5");
            assertThat(frames.next()).isEqualTo("3probe");
            assertThat(frames.next())
                    .as("the ping was asked on polling and never answered")
                    .isEqualTo("closed");
        }
    }
}
