package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a polling client is told, and how it may ask. */
class PollingGetTest {

    private static final String ANSWERS = "4answer";

    @RegisterExtension
    static final TestEngine engine = new TestEngine(settings -> settings.outboundBytes = 1_000_000);

    @Test
    void aGetIsHeldUntilThereIsSomethingToSay() {
        PollingClient client = engine.poll();
        Wire held = client.hold();

        client.session().push("answer");

        assertThat(held.answer().body()).isEqualTo(ANSWERS);
    }

    @Test
    void aGetIsAnsweredAtOnceWithAllThatWaits() {
        PollingClient client = engine.poll();
        client.session().push("a", "b \u00e9\ud83d\ude00\u2028");
        client.session().push(new byte[] {1, 2, 3, 4});

        assertThat(client.get().body()).isEqualTo("4a\u001e4b \u00e9\ud83d\ude00\u2028\u001ebAQIDBA==");
    }

    @Test
    void anAnswerSaysWhatItIsAndThatNobodyKeepsIt() {
        PollingClient client = engine.poll();
        client.session().push("\u00e9");

        Answer answer = client.get();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.header("content-length")).isEqualTo("3");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("x-xss-protection")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/4.0 (compatible;MSIE 8.0; Windows NT 6.1)",
                "Mozilla/5.0 (Windows NT 6.3; Trident/7.0; rv:11.0) like Gecko"
            })
    void anOldInternetExplorerIsKeptFromFilteringAnswers(String agent) {
        PollingClient client = engine.poll();
        client.session().push("x");
        assertThat(client.get("User-Agent: " + agent).header("x-xss-protection"))
                .isEqualTo("0");
    }

    @Test
    void aSecondGetEndsTheSessionAndBothAreTold() {
        PollingClient client = engine.poll();
        Wire held = client.hold();

        assertThat(client.get().said()).isEqualTo("400 ");

        assertThat(held.answer().said()).isEqualTo("200 1");
        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void aClientThatGoesAwayFromItsGetIsGone() {
        PollingClient client = engine.poll();
        client.hold().close();
        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void aClientWhoseConnectionBreaksUnderItsGetIsGone() {
        PollingClient client = engine.poll();
        client.hold().reset();
        assertThat(client.session().end()).isEqualTo("transport error");
    }

    /** Its packets left the queue with the answer: the session must not go on without them. */
    @Test
    void aClientThatIsGoneAtTheMomentOfItsAnswerHasNotGotIt() {
        PollingClient client = engine.poll();
        Wire held = client.hold();

        client.session().turn(() -> {
            held.reset();
            client.session().send("lost");
        });

        assertThat(client.session().end()).isEqualTo("transport error");
    }

    @Test
    void aConnectionMayEndBetweenTwoGets() {
        PollingClient client = engine.poll();
        for (int round = 0; round < 5; round++) {
            Wire wire = client.hold();
            client.session().push("answer");
            assertThat(wire.answer().body()).isEqualTo(ANSWERS);
            wire.close();
        }
        assertThat(client.session().isOver()).isFalse();
    }

    @Test
    void oneConnectionMayServeAllGets() {
        PollingClient client = engine.poll();
        Wire wire = engine.wire();
        for (int round = 0; round < 5; round++) {
            wire.request("GET", client.uri("polling"));
            client.session().push("answer");
            assertThat(wire.answer().body()).isEqualTo(ANSWERS);
        }
    }

    @Test
    void aBodyIsNoLargerThanWhatTheHandshakeSaid() {
        PollingClient client = engine.poll();
        String text = "x".repeat(49_999);
        client.session().push(text, text, text);

        // Two of 50,000 bytes and a separator are one byte too much.
        for (int round = 0; round < 3; round++) assertThat(client.get().body()).isEqualTo("4" + text);
        assertThat(client.session().isOver()).isFalse();
    }

    @Test
    void aBodyHasAllThatFits() {
        PollingClient client = engine.poll();
        client.session().push("a".repeat(49_999), "b".repeat(49_997), "c");
        assertThat(client.get().body()).isEqualTo("4" + "a".repeat(49_999) + "\u001e4" + "b".repeat(49_997));
        assertThat(client.get().body()).isEqualTo("4c");
    }

    @Test
    void aMessageThatIsLargerThanABodyGoesAlone() {
        PollingClient client = engine.poll();
        client.session().push("a", "b".repeat(200_000), "c");
        assertThat(client.get().body()).isEqualTo("4a");
        assertThat(client.get().body()).isEqualTo("4" + "b".repeat(200_000));
        assertThat(client.get().body()).isEqualTo("4c");
    }

    @Test
    void aClientThatFetchesTooLittleIsGivenUp() {
        PollingClient client = engine.poll();
        client.session().push("x".repeat(600_000), "y".repeat(600_000));
        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }
}
