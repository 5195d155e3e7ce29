package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node with several event loops, among which the connections of one client are spread. */
class PollingLoopsTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine(settings -> settings.eventLoops = 3);

    @Test
    void anyOfThemTakesTheRequestsOfASession() {
        PollingClient client = engine.poll();
        for (int round = 0; round < 9; round++) {
            Wire held = client.hold();
            assertThat(client.post("4" + round).said()).isEqualTo("200 ok");
            assertThat(held.answer().body()).isEqualTo("4" + round);
        }
    }

    @Test
    void overlapsAreFoundAcrossThem() {
        for (int round = 0; round < 4; round++) {
            PollingClient client = engine.poll();
            Wire held = client.hold();
            assertThat(client.get().said()).isEqualTo("400 ");
            assertThat(held.answer().said()).isEqualTo("200 1");
        }
    }

    @Test
    void aSessionMayMoveToAWebSocketOfAnother() {
        for (int round = 0; round < 4; round++) {
            PollingClient client = engine.poll();
            WebSocketWire socket = client.upgrade();
            String[] texts = IntStream.range(0, 50).mapToObj(i -> "4" + i).toArray(String[]::new);
            socket.send(texts);
            for (String text : texts) assertThat(socket.next()).isEqualTo(text);
        }
    }
}
