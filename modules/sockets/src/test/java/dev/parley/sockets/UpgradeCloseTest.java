package dev.parley.sockets;

import static dev.parley.sockets.engine.CloseReason.FORCED_CLOSE;
import static dev.parley.sockets.engine.CloseReason.SERVER_SHUTTING_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions that end while a candidate is probing. */
class UpgradeCloseTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final PollingClient client = engine.poll();

    @Test
    void theCandidateGoesWithASessionThatTheClientClosed() {
        WebSocketWire candidate = client.probed();
        client.post("1");
        assertThat(candidate.next()).isEqualTo("close 1000");
        assertThat(client.session().end()).isEqualTo("transport close");
    }

    @Test
    void theCandidateGoesWithASessionThatBroke() {
        WebSocketWire candidate = client.probed();
        client.post("no packet");
        assertThat(candidate.next()).isEqualTo("close 1000");
        assertThat(client.session().end()).isEqualTo("parse error");
    }

    @Test
    void theCandidateGoesWithASessionThatTheServerClosedThroughAHeldGet() {
        WebSocketWire candidate = client.candidate();
        Wire held = client.hold();

        client.session().close(FORCED_CLOSE);

        assertThat(held.answer().said()).isEqualTo("200 1");
        assertThat(candidate.next()).isEqualTo("close 1000");
    }

    @Test
    void theServersCloseIsFetchedByAGetThatStillComes() {
        WebSocketWire candidate = client.candidate();
        client.session().push("last");
        client.session().close(FORCED_CLOSE);

        assertThat(client.get().said()).isEqualTo("200 4last\u001e1");
        assertThat(candidate.next()).isEqualTo("close 1000");
    }

    @Test
    void theServersCloseIsCompletedOnTheWebSocketWhereTheClientPollsNoMore() {
        WebSocketWire candidate = client.probed();
        client.session().push("last");
        client.session().close(FORCED_CLOSE);

        candidate.send("5");

        assertThat(candidate.next()).isEqualTo("4last");
        assertThat(candidate.next()).isEqualTo("1");
        assertThat(candidate.next()).isEqualTo("close 1000");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void aServerThatShutsDownLetsTheCandidateGo() {
        WebSocketWire candidate = client.candidate();
        client.hold();
        client.session().close(SERVER_SHUTTING_DOWN);
        assertThat(candidate.next()).isEqualTo("close 1000");
    }
}
