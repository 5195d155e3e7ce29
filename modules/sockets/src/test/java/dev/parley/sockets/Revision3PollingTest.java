package dev.parley.sockets;

import static dev.parley.sockets.engine.CloseReason.FORCED_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revision 3: payloads of text, whose packets stand behind their lengths. */
class Revision3PollingTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final PollingClient client = engine.poll("EIO=3");

    @Test
    void theHandshakeIsOnePacketBehindItsLength() {
        Answer answer = engine.get("/socket.io/?EIO=3&transport=polling");

        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        String packet = answer.body().substring(answer.body().indexOf(':') + 1);
        assertThat(answer.body()).startsWith(packet.length() + ":0{\"sid\":\"");
        assertThat(packet).contains("\"upgrades\":[\"websocket\"]", "\"pingInterval\":25000", "\"pingTimeout\":20000");
    }

    @Test
    void lengthsCountUtf16Units() {
        assertThat(client.post("15:42[\"hi\",\"\u00e9\u20ac\ud83d\ude00\"]").said())
                .isEqualTo("200 ok");

        assertThat(client.session().received).containsExactly("2[\"hi\",\"\u00e9\u20ac\ud83d\ude00\"]");
        assertThat(client.get().body()).isEqualTo("15:42[\"hi\",\"\u00e9\u20ac\ud83d\ude00\"]");
    }

    @Test
    void aBodyMayHaveManyPackets() {
        client.post("2:4a3:4bc1:42:4\n");
        assertThat(client.session().received).containsExactly("a", "bc", "", "\n");
        assertThat(client.get().body()).isEqualTo("2:4a3:4bc1:42:4\n");
    }

    @Test
    void packetsWithoutAnythingAreSkipped() {
        client.post("0:2:4a0:");
        assertThat(client.session().received).containsExactly("a");
    }

    @Test
    void binaryMayComeInText() {
        client.post("10:b4AQIDBA==2:4a");
        assertThat(client.session().received).containsExactly("<01020304>", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4a", ":4a", "x:4a", "3:4a", "2:4a3", "2:9a", "5:bAQI=", "-1:4a", "99999999999:4a"})
    void whatIsNoPayloadEndsTheSession(String body) {
        client.post(body);
        assertThat(client.session().end()).isEqualTo("parse error");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void aBodyIsTakenUpToThePacketThatIsNone() {
        client.post("2:4a2:9x2:4b");
        assertThat(client.session().end()).isEqualTo("parse error");
        assertThat(client.session().received).containsExactly("a");
    }

    @Test
    void aSecondGetEndsTheSession() {
        Wire held = client.hold();
        assertThat(client.get().said()).isEqualTo("400 ");
        assertThat(held.answer().said()).isEqualTo("200 1:1");
        assertThat(client.session().end()).isEqualTo("transport error");
    }

    @Test
    void theClientsClosePacketLetsItsGetGo() {
        Wire held = client.hold();
        assertThat(client.post("1:1").said()).isEqualTo("200 ok");
        assertThat(held.answer().said()).isEqualTo("200 1:6");
        assertThat(client.session().end()).isEqualTo("transport close");
    }

    @Test
    void theServersCloseComesBehindWhatItSaid() {
        client.session().push("last");
        client.session().close(FORCED_CLOSE);
        assertThat(client.get().body()).isEqualTo("5:4last1:1");
    }

    @Test
    void aBodyOverTheLimitIsRefusedAndTheSessionGoesOn() {
        assertThat(client.post("100001:" + "4".repeat(100_001)).said()).isEqualTo("413 ");
        assertThat(client.post("3:4on").said()).isEqualTo("200 ok");
    }
}
