package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revision 3: the client pings, and must not stop to. */
class Revision3HeartbeatTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration TIMEOUT = Duration.ofMillis(200);

    @RegisterExtension
    static final TestEngine hasty = new TestEngine(settings -> {
        settings.pingInterval = INTERVAL;
        settings.pingTimeout = TIMEOUT;
    });

    @RegisterExtension
    static final TestEngine engine = new TestEngine(settings -> {
        settings.pingInterval = Duration.ofMillis(1_000);
        settings.pingTimeout = Duration.ofMillis(2_000);
    });

    /** The first one takes long, because all classes are loaded, and would miss a deadline. */
    @BeforeAll
    static void oneSession() {
        engine.poll("EIO=3").post("1:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe"})
    void aPingIsAnsweredWithABarePong(String ping) {
        assertThat(engine.open("EIO=3").send(ping).next()).isEqualTo("3");
    }

    @Test
    void everyPingIsAnswered() {
        PollingClient client = engine.poll("EIO=3");
        assertThat(client.post("1:21:2").said()).isEqualTo("200 ok");
        assertThat(client.get().said()).isEqualTo("200 1:31:3");
    }

    @Test
    void aPongIsNotTheClientsToSend() {
        WebSocketWire socket = engine.open("EIO=3").send("3");
        assertThat(socket.next()).isEqualTo("close 1000");
        assertThat(engine.newest().end()).isEqualTo("transport error");

        PollingClient client = engine.poll("EIO=3");
        client.post("1:3");
        assertThat(client.session().end()).isEqualTo("transport error");
    }

    @Test
    void aClientThatNeverPingsIsGivenUpAndNeverPingedItself() {
        long start = System.nanoTime();
        WebSocketWire socket = hasty.open("EIO=3");
        assertThat(socket.next()).isEqualTo("close 1000");
        assertThat(hasty.newest().end()).isEqualTo("ping timeout");
        assertThat(System.nanoTime() - start)
                .isGreaterThan(INTERVAL.plus(TIMEOUT).toNanos());
    }

    @Test
    void aClientThatStopsPingingAfterAnUpgradeIsGivenUp() {
        PollingClient client = engine.poll("EIO=3");
        WebSocketWire socket = client.upgrade();
        assertThat(socket.send("2").next()).isEqualTo("3");
        assertThat(socket.next()).isEqualTo("close 1000");
        assertThat(client.session().end()).isEqualTo("ping timeout");
    }

    @Test
    void aClientThatGoesOnPingingAfterAnUpgradeStays() {
        PollingClient client = engine.poll("EIO=3");
        WebSocketWire socket = client.upgrade();
        try (var ticker = Executors.newSingleThreadScheduledExecutor()) {
            ticker.scheduleAtFixedRate(() -> socket.send("2"), 0, 100, TimeUnit.MILLISECONDS);

            engine.open("EIO=3");
            assertThat(engine.newest().end())
                    .as("one that came later and is silent")
                    .isEqualTo("ping timeout");

            assertThat(client.session().isOver()).isFalse();
            ticker.shutdownNow();
        }
    }
}
