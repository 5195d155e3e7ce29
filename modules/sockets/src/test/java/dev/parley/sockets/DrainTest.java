package dev.parley.sockets;

import static dev.parley.sockets.RawClient.POLLING;
import static dev.parley.sockets.RawClient.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that lets go of its clients because it is about to stop. */
class DrainTest {

    @AutoClose
    private final TestNode node = new TestNode(TestNode.config());

    @AutoClose
    private final RawClient client = new RawClient(node);

    private String session;

    @BeforeEach
    void drain() {
        session = client.openPolling();
        node.services.closeAll();
    }

    @Test
    void turnsAwayWhoeverComesByPolling() {
        RawClient.Answer refusal = client.get(POLLING);
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.body()).contains("\"code\":\"draining\"");
        assertThat(node.services.connections()).isEqualTo(1);
    }

    @Test
    void turnsAwayWhoeverComesByWebSocket() {
        assertThatThrownBy(() -> client.webSocket(WEBSOCKET)).hasStackTraceContaining("503");
        assertThat(node.services.connections()).isEqualTo(1);
    }

    @Test
    void tellsThoseWhoWereThere() {
        assertThat(client.get(session).body()).isEqualTo("1");
    }
}
