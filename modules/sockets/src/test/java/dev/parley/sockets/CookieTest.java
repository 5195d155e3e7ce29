package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The cookie that tells load balancers which session a request is for. */
class CookieTest {

    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

    @RegisterExtension
    static final TestEngine engine = new TestEngine(settings -> settings.cookie = Optional.of("io"));

    @RegisterExtension
    static final TestEngine without = new TestEngine();

    @Test
    void isSetByAPollingHandshake() {
        Answer answer = engine.get(POLLING);
        assertThat(answer.header("set-cookie"))
                .isEqualToIgnoringCase("io=" + engine.newest().engine.sid() + "; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void isNotSetByLaterRequests() {
        PollingClient client = engine.poll();
        assertThat(client.post("4x").header("set-cookie")).isNull();
        assertThat(client.get().header("set-cookie")).isNull();
    }

    @Test
    void isNotSetWithAWebSocket() {
        Answer answer =
                engine.wire().handshake("/socket.io/?EIO=4&transport=websocket").answer();
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.header("set-cookie")).isNull();
    }

    @Test
    void isNeverRead() {
        PollingClient client = engine.poll();
        Answer answer = engine.get(POLLING, "Cookie: io=" + client.sid());
        assertThat(answer.body()).startsWith("0{").doesNotContain(client.sid());
    }

    @Test
    void isNotSetByAServerThatHasNone() {
        assertThat(without.get(POLLING).header("set-cookie")).isNull();
    }
}
