package dev.parley.sockets;

import static dev.parley.sockets.WebSocketWire.binary;
import static dev.parley.sockets.WebSocketWire.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Revision 3: from polling to a WebSocket. */
class Revision3UpgradeTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final PollingClient client = engine.poll("EIO=3");

    @Test
    void getsAreLetGoInTheFormOfTheRevision() {
        Wire held = client.hold();
        client.probed();
        assertThat(held.answer().said()).isEqualTo("200 1:6");
        assertThat(client.get().said()).isEqualTo("200 1:6");
    }

    @Test
    void theSessionMovesWithWhatWaitsAndKeepsTheOrder() {
        WebSocketWire candidate = client.probed();
        client.session().push("waits");
        client.session().push(new byte[] {1});

        candidate.send(text("5"), text("4a"), binary(4, 2));

        assertThat(candidate.next()).isEqualTo("4waits");
        assertThat(candidate.next()).isEqualTo("<0401>");
        assertThat(candidate.next()).isEqualTo("4a");
        assertThat(candidate.next()).isEqualTo("<0402>");
        assertThat(client.get().said()).isEqualTo(Refused.BAD_REQUEST);
    }

    @Test
    void aPingIsAnsweredBareAfterIt() {
        assertThat(client.upgrade().send("2probe").next()).isEqualTo("3");
    }

    @Test
    void aCandidateThatSaysSomethingElseIsClosed() {
        assertThat(client.candidate().send("4hello").next()).isEqualTo("close 1000");
        assertThat(client.post("3:4on").said()).isEqualTo("200 ok");
        assertThat(client.session().received).containsExactly("on");
    }
}
