package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Candidates that do not become the session's WebSocket: they go, the session polls on. */
class UpgradeFailureTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    @RegisterExtension
    static final TestEngine impatient = new TestEngine(settings -> settings.upgradeTimeout = Duration.ofSeconds(1));

    @ParameterizedTest
    @ValueSource(strings = {"4hello", "2", "3probe", "1", "6", "0{}", "7", "abc", "", "bAQIDBA=="})
    void aCandidateThatSaysSomethingElseIsClosed(String packet) {
        PollingClient client = engine.poll();

        assertThat(client.candidate().send(packet).next()).isEqualTo("close 1000");

        assertStillPolls(client);
        assertThat(client.session().received).containsExactly("on");
    }

    @Test
    void aCandidateThatSendsBytesIsClosed() {
        PollingClient client = engine.poll();
        WebSocketWire candidate = client.probed().send(WebSocketWire.binary(4, 1));
        assertThat(candidate.next()).isEqualTo("close 1000");
        assertStillPolls(client);
    }

    @Test
    void aCandidateThatSendsTooMuchIsClosed() {
        PollingClient client = engine.poll();
        WebSocketWire candidate = client.candidate().send("4" + "x".repeat(100_000));
        assertThat(candidate.next()).isEqualTo("close 1009");
        assertStillPolls(client);
    }

    @Test
    void aCandidateMayCloseAndAnotherTakeItsPlace() {
        PollingClient client = engine.poll();
        assertThat(client.probed().send(WebSocketWire.close(1000)).next()).isEqualTo("close 1000");
        assertStillPolls(client);
        assertThat(client.upgrade().send("4moved").next()).isEqualTo("4moved");
    }

    @Test
    void aCandidateMayVanishAndAnotherTakeItsPlace() {
        PollingClient client = engine.poll();
        client.probed().wire().reset();
        assertStillPolls(client);
        // The first one is only given up when the engine has seen it go.
        Patience.until(() -> {
            WebSocketWire next = client.candidate().send("2probe");
            return next.next().equals("3probe")
                    && next.send("5", "4moved").next().equals("4moved");
        });
    }

    @Test
    void aCandidateThatTakesTooLongIsClosed() {
        PollingClient client = impatient.poll();
        WebSocketWire candidate = client.candidate().send("2probe");
        assertThat(candidate.next()).isEqualTo("3probe");
        assertThat(candidate.next()).isEqualTo("close 1000");
        assertStillPolls(client);
        assertThat(client.candidate().next()).as("one that never probes").isEqualTo("close 1000");
        assertStillPolls(client);
    }

    @Test
    void aSecondCandidateIsClosedAndTheFirstGoesOn() {
        PollingClient client = engine.poll();
        WebSocketWire first = client.probed();

        assertThat(client.candidate().next()).isEqualTo("close 1000");

        assertThat(first.send("5", "4moved").next()).isEqualTo("4moved");
    }

    @Test
    void aWebSocketForASessionThatHasOneIsAcceptedAndClosed() {
        PollingClient client = engine.poll();
        WebSocketWire socket = client.upgrade();
        assertThat(socket.send("4moved").next()).isEqualTo("4moved");

        assertThat(client.candidate().next()).isEqualTo("close 1000");

        assertThat(socket.send("4on").next()).isEqualTo("4on");
    }

    /** And takes messages. */
    private static void assertStillPolls(PollingClient client) {
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
        // A candidate that is not quite gone may still let a GET go with nothing.
        Patience.until(() -> client.get().said().equals("200 4on"));
    }
}
