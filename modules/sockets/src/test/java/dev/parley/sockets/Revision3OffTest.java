package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that lets no clients of revision 3 in. */
class Revision3OffTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine(settings -> settings.revision3 = false);

    @Test
    void aPollIsToldSo() {
        assertThat(engine.get("/socket.io/?EIO=3&transport=polling").said()).isEqualTo(Refused.UNSUPPORTED_PROTOCOL);
    }

    @Test
    void aWebSocketIsToldSoBeforeAnythingIsUpgraded() {
        Wire.Answer answer =
                engine.wire().handshake("/socket.io/?EIO=3&transport=websocket").answer();
        assertThat(answer.said()).isEqualTo("400 Unsupported protocol version");
    }

    @Test
    void aRequestForASessionIsJustBad() {
        assertThat(engine.poll().saying("EIO=3").get().said()).isEqualTo(Refused.BAD_REQUEST);
    }

    @Test
    void revision4IsLetIn() {
        assertThat(engine.poll().post("4x").said()).isEqualTo("200 ok");
    }
}
