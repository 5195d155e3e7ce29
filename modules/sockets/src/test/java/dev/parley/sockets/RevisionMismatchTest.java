package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests for a session that name another revision than it was opened with: refused, and the session goes on. */
class RevisionMismatchTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    @ParameterizedTest
    @CsvSource({"EIO=4, EIO=3", "EIO=3, EIO=4", "EIO=4, EIO=5", "EIO=4, t=none"})
    void aGetIsRefused(String opened, String said) {
        PollingClient client = engine.poll(opened);
        assertThat(client.saying(said).get().said()).isEqualTo(Refused.BAD_REQUEST);
        assertGoesOn(client);
    }

    @ParameterizedTest
    @CsvSource({"EIO=4, EIO=3", "EIO=3, EIO=4", "EIO=3, t=none"})
    void aGetIsRefusedWhileAnotherIsHeld(String opened, String said) {
        PollingClient client = engine.poll(opened);
        Wire held = client.hold();
        assertThat(client.saying(said).get().said()).isEqualTo(Refused.BAD_REQUEST);
        client.session().push("on");
        assertThat(held.answer().body()).endsWith("4on");
    }

    @ParameterizedTest
    @CsvSource({"EIO=4, EIO=3", "EIO=3, EIO=4", "EIO=4, EIO=5"})
    void aPostIsRefused(String opened, String said) {
        PollingClient client = engine.poll(opened);
        assertThat(client.saying(said).post("2:4x").said()).isEqualTo(Refused.BAD_REQUEST);
        assertGoesOn(client);
    }

    @ParameterizedTest
    @CsvSource({"EIO=4, EIO=3", "EIO=3, EIO=4", "EIO=4, EIO=5"})
    void aWebSocketIsRefusedBeforeAnythingIsUpgraded(String opened, String said) {
        PollingClient client = engine.poll(opened);
        Wire.Answer answer =
                engine.wire().handshake(client.saying(said).uri("websocket")).answer();
        assertThat(answer.said()).isEqualTo("400 Bad request");
        assertGoesOn(client);
    }

    private static void assertGoesOn(PollingClient client) {
        String packet = client.query().equals("EIO=4") ? "4on" : "3:4on";
        assertThat(client.post(packet.getBytes(StandardCharsets.UTF_8)).said()).isEqualTo("200 ok");
        assertThat(client.session().received).containsExactly("on");
        assertThat(client.get().body()).isEqualTo(packet);
    }
}
