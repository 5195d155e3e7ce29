package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that should have the session, and does not answer. */
class RelaySilenceTest {

    @RegisterExtension
    static final TestEngine silent = new TestEngine(settings -> settings.node = "silent");

    @RegisterExtension
    static final TestEngine engine = new TestEngine(settings -> {
        settings.imagined = Optional.of("silent-0");
        settings.upgradeTimeout = Duration.ofMillis(200);
        settings.pingInterval = Duration.ofMillis(200);
        settings.pingTimeout = Duration.ofMillis(100);
    });

    private final PollingClient client = silent.poll().through(engine);

    @Test
    void aHandshakeIsRefusedWhenItTakesTooLong() {
        Wire wire = engine.wire().handshake(client.uri("websocket"));
        assertThat(wire.answer().said()).isEqualTo("400 Session ID unknown");
    }

    @Test
    void aPollIsNotWaitedForLongerThanAHeartbeatMayTake() {
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
        assertThat(client.post("4lost").said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void aClientMayGoAwayMeanwhile() {
        engine.wire().handshake(client.uri("websocket")).reset();
        engine.wire().request("GET", client.uri("polling")).reset();
        engine.wire().beginPost(client.uri("polling"), 10, "4").reset();

        assertThat(engine.wire().handshake(client.uri("websocket")).answer().said())
                .isEqualTo("400 Session ID unknown");
        assertThat(engine.poll().post("4on").said()).isEqualTo("200 ok");
    }
}
