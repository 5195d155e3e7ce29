package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a session of revision 4 begins. */
class HandshakeTest {

    private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";
    private static final String SID = "0\\{\"sid\":\"[A-Za-z0-9_-]{26}\",";
    private static final String LIMITS = "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":100000}";

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    @Test
    void overPollingTellsExactlyTheFiveKeys() {
        Answer answer = engine.get(POLLING);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.body()).matches(SID + "\"upgrades\":\\[\"websocket\"]," + LIMITS);
    }

    @Test
    void overWebSocketComesAsTheFirstFrameAndOffersNoUpgrade() {
        assertThat(engine.webSocket(WEBSOCKET).next()).matches(SID + "\"upgrades\":\\[]," + LIMITS);
    }

    @Test
    void givesEverySessionAnIdOfItsOwn() {
        assertThat(engine.poll().sid()).isNotEqualTo(engine.poll().sid());
    }

    @Test
    void isAnsweredAloneWhateverTheLayerAboveSendsAtOnce() {
        PollingClient client = engine.poll("EIO=4&greet=1");
        assertThat(client.get().body()).isEqualTo("4welcome");

        WebSocketWire socket = engine.open("EIO=4&greet=1");
        assertThat(socket.next()).isEqualTo("4welcome");
    }

    @Test
    void keepsTheQueryForTheLayerAbove() {
        engine.get(POLLING + "&t=PcuBvJZ&token=a%20b");

        assertThat(engine.newest().request.query().get("token")).isEqualTo("a b");
        assertThat(engine.newest().request.headers().get("host")).isEqualTo("parley.example");
        assertThat(engine.newest().request.address()).isEqualTo("127.0.0.1");
    }

    @Test
    void opensNoSessionWhenItIsRefused() {
        engine.get(POLLING);
        var newest = engine.newest();
        engine.get("/socket.io/?EIO=5&transport=polling");
        engine.wire().handshake("/socket.io/?EIO=5&transport=websocket").answer();
        assertThat(engine.newest()).isSameAs(newest);
    }
}
