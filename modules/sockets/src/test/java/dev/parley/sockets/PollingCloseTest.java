package dev.parley.sockets;

import static dev.parley.sockets.engine.CloseReason.FORCED_CLOSE;
import static dev.parley.sockets.engine.CloseReason.SERVER_SHUTTING_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a polling session ends when one of the two sides says so. */
class PollingCloseTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final PollingClient client = engine.poll();

    @Test
    void theClientsClosePacketIsAnsweredAndItsGetIsLetGo() {
        Wire held = client.hold();

        assertThat(client.post("1").said()).isEqualTo("200 ok");

        assertThat(held.answer().said()).isEqualTo("200 6");
        assertThat(client.session().end()).isEqualTo("transport close");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void whatStandsBehindTheClientsClosePacketIsNotTaken() {
        client.post("4before\u001e1\u001e4after");
        assertThat(client.session().received).containsExactly("before");
        assertThat(client.session().end()).isEqualTo("transport close");
    }

    @Test
    void aHeldGetIsToldThatTheServerCloses() {
        Wire held = client.hold();

        client.session().close(FORCED_CLOSE);

        assertThat(held.answer().said()).isEqualTo("200 1");
        assertThat(client.session().end()).isEqualTo("forced close");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void theNextGetFetchesWhatWasSentBeforeTheServerClosed() {
        client.session().push("last");
        client.session().close(FORCED_CLOSE);

        assertThat(client.session().isOver()).isTrue();
        assertThat(client.get().body()).isEqualTo("4last\u001e1");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void severalGetsFetchWhatIsTooMuchForOne() {
        String large = "x".repeat(80_000);
        client.session().push(large, large);
        client.session().close(FORCED_CLOSE);

        assertThat(client.get().body()).isEqualTo("4" + large);
        assertThat(client.get().body()).isEqualTo("4" + large + "\u001e1");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void postsAreStillAnsweredWhileTheSessionClosesAndNothingIsSentAnyMore() {
        client.session().close(FORCED_CLOSE);

        assertThat(client.post("4late").said()).isEqualTo("200 ok");
        client.session().push("too late");

        assertThat(client.session().received).isEmpty();
        assertThat(client.get().body()).isEqualTo("1");
    }

    @Test
    void aServerThatShutsDownSaysSo() {
        Wire held = client.hold();
        client.session().close(SERVER_SHUTTING_DOWN);
        assertThat(held.answer().said()).isEqualTo("200 1");
        assertThat(client.session().end()).isEqualTo("server shutting down");
    }
}
