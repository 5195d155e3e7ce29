package dev.parley.sockets;

import static dev.parley.sockets.WebSocketWire.binary;
import static dev.parley.sockets.WebSocketWire.frame;
import static dev.parley.sockets.WebSocketWire.text;
import static dev.parley.sockets.engine.CloseReason.FORCED_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session moves to a WebSocket that was opened at a node which does not have it. */
class RelayUpgradeTest {

    @RegisterExtension
    static final EnginePair nodes = new EnginePair();

    private PollingClient direct;
    private PollingClient client;

    @BeforeEach
    void open() {
        direct = nodes.poll("EIO=4");
        client = direct.through(nodes.front());
    }

    @Test
    void aProbeIsAnsweredAndGetsAreLetGoAtEveryNode() {
        Wire held = direct.hold();
        client.probed();
        assertThat(held.answer().said()).isEqualTo("200 6");
        assertThat(client.get().said()).isEqualTo("200 6");
    }

    @Test
    void pollingWorksDuringTheProbe() {
        WebSocketWire candidate = client.probed();
        assertThat(client.post("4posted").said()).isEqualTo("200 ok");
        assertThat(direct.get().said()).isEqualTo("200 4posted");
        assertThat(candidate.send("5", "4on").next()).isEqualTo("4on");
    }

    @Test
    void whatWaitsComesFirstAndWhatFollowsKeepsItsOrder() {
        WebSocketWire candidate = client.probed();
        client.session().push("waits");

        candidate.send(text("5"), text("4a"), binary(1, 2), text("4b"));

        assertThat(candidate.next()).isEqualTo("4waits");
        assertThat(candidate.next()).isEqualTo("4a");
        assertThat(candidate.next()).isEqualTo("<0102>");
        assertThat(candidate.next()).isEqualTo("4b");
        assertThat(client.session().received).containsExactly("a", "<0102>", "b");
    }

    @Test
    void requestsAreBadAfterwardsAtEveryNode() {
        client.upgrade().send("4moved").next();
        assertThat(direct.get().said()).isEqualTo(Refused.BAD_REQUEST);
        assertThat(client.get().said()).isEqualTo(Refused.BAD_REQUEST);
        assertThat(client.post("4late").said()).isEqualTo(Refused.BAD_REQUEST);
    }

    @Test
    void aCandidateThatSaysSomethingElseIsClosed() {
        assertThat(client.candidate().send("4hello").next()).isEqualTo("close 1000");
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
        assertThat(client.upgrade().next()).isEqualTo("4on");
    }

    @Test
    void aCandidateMayGoAndOneAtTheOtherNodeTakeItsPlace() {
        assertThat(client.probed().send(WebSocketWire.close(1000)).next()).isEqualTo("close 1000");
        Patience.until(() -> {
            WebSocketWire next = direct.candidate().send("2probe");
            return next.next().equals("3probe")
                    && next.send("5", "4moved").next().equals("4moved");
        });
    }

    @Test
    void aSecondCandidateIsClosedWhereverItIs() {
        WebSocketWire first = direct.probed();
        assertThat(client.candidate().next()).isEqualTo("close 1000");
        assertThat(first.send("5", "4moved").next()).isEqualTo("4moved");
        assertThat(client.candidate().next()).isEqualTo("close 1000");
        assertThat(first.send("4on").next()).isEqualTo("4on");
    }

    @Test
    void aHandshakeForAnUnknownSessionIsRefusedBeforeAnythingIsUpgraded() {
        String sid = (client.sid().startsWith("a") ? "b" : "a") + client.sid().substring(1);
        var nobody = new PollingClient(nodes.owner(), nodes.front(), "EIO=4", sid);
        Wire wire = nodes.front().wire().handshake(nobody.uri("websocket"));
        assertThat(wire.answer().said()).isEqualTo("400 Session ID unknown");
        assertThat(wire.endsWithoutAWord()).isTrue();
    }

    @Test
    void aHandshakeOfAnotherRevisionIsRefusedBeforeAnythingIsUpgraded() {
        String uri = client.saying("EIO=3").uri("websocket");
        assertThat(nodes.front().wire().handshake(uri).answer().said()).isEqualTo("400 Bad request");
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
    }

    @Test
    void theCandidateGoesWithItsSession() {
        WebSocketWire candidate = client.probed();
        direct.post("1");
        assertThat(candidate.next()).isEqualTo("close 1000");
    }

    @Test
    void theServersCloseIsCompletedOnTheWebSocket() {
        WebSocketWire candidate = client.probed();
        client.session().push("last");
        client.session().close(FORCED_CLOSE);

        candidate.send("5");

        assertThat(candidate.next()).isEqualTo("4last");
        assertThat(candidate.next()).isEqualTo("1");
        assertThat(candidate.next()).isEqualTo("close 1000");
    }

    @Test
    void revision3IsSpokenThereToo() {
        PollingClient three = nodes.poll("EIO=3").through(nodes.front());
        WebSocketWire socket = three.upgrade();
        assertThat(socket.send("4\u00e9").next()).isEqualTo("4\u00e9");
        assertThat(socket.send(binary(4, 1)).next()).isEqualTo("<0401>");
        assertThat(socket.send("2").next()).isEqualTo("3");

        PollingClient asked = nodes.poll("EIO=3&b64=1").through(nodes.front());
        assertThat(asked.upgrade().send("b4AQI=").next()).isEqualTo("b4AQI=");
    }

    @Test
    void aMessageMayComeInFramesAndBeAsLargeAsTheHandshakeSaid() {
        WebSocketWire socket = client.upgrade();
        byte[] half = "4".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(socket.send(frame(false, 1, half), frame(true, 0, half)).next())
                .isEqualTo("4".repeat(100_000));
    }
}
