package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Engines that have only one of the transports. */
class TransportsTest {

    @Nested
    class WithoutWebSocket {

        @RegisterExtension
        static final TestEngine engine = new TestEngine(settings -> settings.transports = Set.of("polling"));

        @Test
        void noUpgradeIsOffered() {
            String open = engine.get("/socket.io/?EIO=4&transport=polling").body();
            assertThat(open).contains("\"upgrades\":[]");
        }

        @Test
        void itIsAnUnknownTransport() {
            Wire.Answer answer = engine.wire()
                    .handshake("/socket.io/?EIO=4&transport=websocket")
                    .answer();
            assertThat(answer.said()).isEqualTo("400 Transport unknown");
        }

        @Test
        void noSessionCanBeUpgraded() {
            PollingClient client = engine.poll();
            Wire.Answer answer =
                    engine.wire().handshake(client.uri("websocket")).answer();
            assertThat(answer.said()).isEqualTo("400 Transport unknown");
            assertThat(client.post("4on").said()).isEqualTo("200 ok");
        }
    }

    @Nested
    class WithoutPolling {

        @RegisterExtension
        static final TestEngine engine = new TestEngine(settings -> settings.transports = Set.of("websocket"));

        @Test
        void itIsAnUnknownTransport() {
            assertThat(engine.get("/socket.io/?EIO=4&transport=polling").said()).isEqualTo(Refused.TRANSPORT_UNKNOWN);
        }

        @Test
        void webSocketsWork() {
            assertThat(engine.open().send("4hello").next()).isEqualTo("4hello");
        }
    }
}
