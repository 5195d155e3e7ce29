package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes that are gone, with requests and WebSockets between them and one that stays. */
class RelayLossTest {

    private static TestEngine stays;
    private static TestEngine owner;
    private static TestEngine front;

    @BeforeAll
    static void start() {
        List<TestEngine> engines = EnginePair.clustered(3, settings -> {});
        stays = engines.get(0);
        owner = engines.get(1);
        front = engines.get(2);
    }

    @AfterAll
    static void stop() {
        for (TestEngine engine : List.of(stays, owner, front)) {
            engine.hangUp();
            engine.stop();
        }
    }

    @Test
    void aSessionIsUnknownOnceTheNodeThatHadItIsGone() {
        PollingClient idle = owner.poll().through(stays);
        Wire held = owner.poll().through(stays).hold();
        PollingClient posting = owner.poll().through(stays);
        Wire post = posting.beginPost(10, "4hel");
        WebSocketWire socket = owner.poll().through(stays).upgrade();
        assertThat(socket.send("4moved").next()).isEqualTo("4moved");
        WebSocketWire candidate = owner.poll().through(stays).probed();

        owner.vanish();

        assertThat(held.answer().said()).isEqualTo(Refused.SESSION_UNKNOWN);
        assertThat(post.answer().said()).isEqualTo(Refused.SESSION_UNKNOWN);
        assertThat(socket.next()).isEqualTo("end");
        assertThat(candidate.next()).isEqualTo("end");
        assertThat(idle.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
        assertThat(idle.post("4x").said()).isEqualTo(Refused.SESSION_UNKNOWN);
        assertThat(stays.wire().handshake(idle.uri("websocket")).answer().said())
                .isEqualTo("400 Session ID unknown");
    }

    @Test
    void aSessionEndsOnceTheNodeThatItsClientIsConnectedToIsGone() {
        PollingClient idle = stays.poll().through(front);
        idle.post("4before");
        idle.get();
        PollingClient polling = stays.poll().through(front);
        polling.hold();
        PollingClient posting = stays.poll().through(front);
        posting.beginPost(10, "4hel");
        PollingClient upgraded = stays.poll().through(front);
        assertThat(upgraded.upgrade().send("4moved").next()).isEqualTo("4moved");
        PollingClient upgrading = stays.poll().through(front);
        upgrading.probed();

        front.vanish();

        assertThat(polling.session().end()).isEqualTo("transport error");
        assertThat(posting.session().end()).isEqualTo("transport error");
        assertThat(upgraded.session().end()).isEqualTo("transport error");
        assertThat(idle.through(stays).post("4on").said()).isEqualTo("200 ok");
        assertThat(upgrading.through(stays).post("4on").said()).isEqualTo("200 ok");
        Patience.until(() -> upgrading.through(stays).get().said().equals("200 4on"));
        assertThat(upgrading.through(stays).upgrade().send("4moved").next()).isEqualTo("4moved");
    }
}
