package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Revision 4: the server pings and the client must answer, on whatever transport. */
class HeartbeatTest {

    private static final Duration INTERVAL = Duration.ofMillis(150);

    @RegisterExtension
    static final TestEngine patient = new TestEngine(settings -> {
        settings.pingInterval = INTERVAL;
        settings.pingTimeout = Duration.ofMinutes(5);
    });

    @RegisterExtension
    static final TestEngine hasty = new TestEngine(settings -> {
        settings.pingInterval = INTERVAL;
        settings.pingTimeout = INTERVAL;
    });

    @RegisterExtension
    static final TestEngine brisk = new TestEngine(settings -> {
        settings.pingInterval = INTERVAL;
        settings.pingTimeout = Duration.ofSeconds(3);
    });

    /** The first one takes long, because all classes are loaded, and would miss a deadline. */
    @BeforeAll
    static void oneSession() {
        brisk.poll().post("1");
    }

    @Test
    void aClientIsPingedAnIntervalAfterItOpenedAndAfterEachAnswer() {
        long start = System.nanoTime();
        WebSocketWire socket = patient.open();
        for (int beat = 1; beat <= 3; beat++) {
            assertThat(socket.next()).isEqualTo("2");
            assertThat(System.nanoTime() - start).isGreaterThan(beat * INTERVAL.toNanos());
            socket.send("3");
        }
    }

    @Test
    void theIntervalBeginsWhenTheAnswerComes() {
        WebSocketWire late = patient.open();
        WebSocketWire clock = patient.open();
        assertThat(late.next()).isEqualTo("2");
        for (int intervals = 0; intervals < 3; intervals++) {
            assertThat(clock.next()).isEqualTo("2");
            clock.send("3");
        }
        assertThat(late.send("4no ping before this").next()).isEqualTo("4no ping before this");

        long answered = System.nanoTime();
        assertThat(late.send("3").next()).isEqualTo("2");
        assertThat(System.nanoTime() - answered).isGreaterThan(INTERVAL.toNanos());
    }

    @Test
    void aPollingClientIsPingedThroughItsPoll() {
        PollingClient client = patient.poll();
        for (int beat = 0; beat < 3; beat++) {
            assertThat(client.get().said()).isEqualTo("200 2");
            assertThat(client.post("3").said()).isEqualTo("200 ok");
        }
    }

    @Test
    void aClientThatFallsSilentIsGivenUp() {
        WebSocketWire socket = hasty.open();
        assertThat(socket.next()).isEqualTo("2");
        assertThat(socket.next()).isEqualTo("close 1000");
        assertThat(hasty.newest().end()).isEqualTo("ping timeout");
    }

    @Test
    void aClientThatOnlyPollsIsGivenUpToo() {
        PollingClient client = hasty.poll();
        String said = client.get().said();
        while (!said.equals(Refused.SESSION_UNKNOWN)) {
            assertThat(said).isIn("200 2", "200 1");
            said = client.get().said();
        }
        assertThat(client.session().end()).isEqualTo("ping timeout");
    }

    @Test
    void aClientThatDoesNotEvenPollIsGivenUpToo() {
        PollingClient client = hasty.poll();
        assertThat(client.session().end()).isEqualTo("ping timeout");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void anAnswerThatNobodyAskedForIsNone() {
        WebSocketWire socket = hasty.open().send("3");
        assertThat(socket.next()).isEqualTo("2");
        assertThat(hasty.newest().end()).isEqualTo("ping timeout");
    }

    @Test
    void answersThatNobodyAskedForPutNoPingOff() {
        WebSocketWire socket = patient.open();
        try (var ticker = Executors.newSingleThreadScheduledExecutor()) {
            ticker.scheduleAtFixedRate(() -> socket.send("3"), 0, 20, TimeUnit.MILLISECONDS);
            assertThat(socket.next()).isEqualTo("2");
            ticker.shutdownNow();
        }
    }

    @Test
    void aPingThatWasNotAnsweredBeforeAnUpgradeIsStillDueAfterIt() {
        PollingClient client = brisk.poll();
        assertThat(client.get().said()).isEqualTo("200 2");
        client.candidate().send("5");
        assertThat(client.session().end()).isEqualTo("ping timeout");
    }

    @Test
    void aPingThatCameByPollingMayBeAnsweredOnTheWebSocket() {
        PollingClient client = patient.poll();
        assertThat(client.get().said()).isEqualTo("200 2");

        WebSocketWire socket = client.upgrade().send("3");

        assertThat(socket.next()).isEqualTo("2");
        assertThat(socket.send("3").next()).isEqualTo("2");
    }

    @Test
    void aPingThatIsDueDuringAProbeGoesByPolling() {
        PollingClient client = patient.poll();
        WebSocketWire candidate = client.probed();
        Patience.until(() -> client.get().said().equals("200 2"));
        client.post("3");
        assertThat(candidate.send("5").next()).isEqualTo("2");
    }
}
