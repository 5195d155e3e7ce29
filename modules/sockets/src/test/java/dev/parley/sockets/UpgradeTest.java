package dev.parley.sockets;

import static dev.parley.sockets.WebSocketWire.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session moves from polling to a WebSocket. */
class UpgradeTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final PollingClient client = engine.poll();

    @Test
    void aProbeIsAnsweredAndNothingComesBeforeThat() {
        WebSocketWire candidate = client.candidate();
        assertThat(candidate.send("2probe").next()).isEqualTo("3probe");
    }

    @Test
    void everyProbeIsAnswered() {
        WebSocketWire candidate = client.candidate().send("2probe", "2probe");
        assertThat(candidate.next()).isEqualTo("3probe");
        assertThat(candidate.next()).isEqualTo("3probe");

        candidate.send("5", "4on");
        assertThat(candidate.next()).isEqualTo("4on");
    }

    @Test
    void aGetThatIsHeldIsLetGoOnceTheCandidateHasProbed() {
        Wire held = client.hold();
        client.probed();
        assertThat(held.answer().said()).isEqualTo("200 6");
    }

    @Test
    void getsThatComeDuringTheProbeAreLetGoToo() {
        client.probed();
        assertThat(client.get().said()).isEqualTo("200 6");
        assertThat(client.get().said()).isEqualTo("200 6");
    }

    @Test
    void aGetIsHeldWhileTheCandidateHasNotProbed() {
        client.candidate();
        Wire held = client.hold();
        client.session().push("first");
        assertThat(held.answer().said()).isEqualTo("200 4first");
    }

    @Test
    void pollingWorksDuringTheProbe() {
        WebSocketWire candidate = client.probed();

        assertThat(client.post("4posted").said()).isEqualTo("200 ok");
        assertThat(client.get().said()).isEqualTo("200 4posted");

        assertThat(candidate.send("5", "4on").next()).isEqualTo("4on");
    }

    @Test
    void whatWaitsIsSentOverTheWebSocketOnceItHasTheSession() {
        WebSocketWire candidate = client.probed();
        client.session().push("waits");
        client.session().push(new byte[] {1, 2});

        candidate.send("5");

        assertThat(candidate.next()).isEqualTo("4waits");
        assertThat(candidate.next()).isEqualTo("<0102>");
    }

    @Test
    void whatStandsRightBehindTheUpgradeIsTakenInOrder() {
        WebSocketWire candidate = client.probed();

        candidate.send(text("5"), text("4a"), WebSocketWire.binary(1), text("4b"));

        assertThat(candidate.next()).isEqualTo("4a");
        assertThat(candidate.next()).isEqualTo("<01>");
        assertThat(candidate.next()).isEqualTo("4b");
        assertThat(client.session().received).containsExactly("a", "<01>", "b");
    }

    @Test
    void noProbeIsNeeded() {
        assertThat(client.candidate().send("5", "4on").next()).isEqualTo("4on");
    }

    @Test
    void aGetThatIsHeldWhenItHappensIsLetGo() {
        WebSocketWire candidate = client.candidate();
        Wire held = client.hold();
        candidate.send("5");
        assertThat(held.answer().said()).isEqualTo("200 6");
    }

    @Test
    void requestsAreBadAfterwardsAndChangeNothing() {
        WebSocketWire socket = client.upgrade();
        assertThat(socket.send("4moved").next()).isEqualTo("4moved");

        assertThat(client.get().said()).isEqualTo(Refused.BAD_REQUEST);
        assertThat(client.post("4late").said()).isEqualTo(Refused.BAD_REQUEST);

        assertThat(socket.send("4on").next()).isEqualTo("4on");
        assertThat(client.session().received).containsExactly("moved", "on");
    }

    /** A client that waits for its POST before it upgrades does not get here, so its packets are not worth keeping. */
    @Test
    void aPostThatIsStillBeingReadWhenItHappensIsRefused() {
        Wire post = client.beginPost(10, "4post");
        WebSocketWire socket = client.upgrade();
        assertThat(socket.send("4moved").next()).isEqualTo("4moved");

        post.send("12345".getBytes(StandardCharsets.UTF_8));

        assertThat(post.answer().said()).isEqualTo(Refused.BAD_REQUEST);
        assertThat(socket.send("4on").next()).isEqualTo("4on");
    }
}
