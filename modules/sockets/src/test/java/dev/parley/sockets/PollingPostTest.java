package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a polling client says. */
class PollingPostTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final PollingClient client = engine.poll();

    @Test
    void isAnsweredOkAfterItWasTaken() {
        Answer answer = client.post("4hello");

        assertThat(answer.said()).isEqualTo("200 ok");
        assertThat(answer.header("content-type")).isEqualTo("text/html");
        assertThat(answer.header("content-length")).isEqualTo("2");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(client.session().received).containsExactly("hello");
    }

    @Test
    void mayHaveManyPacketsAndKeepsTheirOrder() {
        client.post("4a\u001ebAQIDBA==\u001e4\u001e4b \u00e9\ud83d\ude00\u2028");
        assertThat(client.session().received).containsExactly("a", "<01020304>", "", "b \u00e9\ud83d\ude00\u2028");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain;charset=UTF-8", "text/plain", "application/x-www-form-urlencoded"})
    void isTextWhateverTextTypeItHas(String type) {
        client.post("4hello".getBytes(StandardCharsets.UTF_8), "Content-Type: " + type);
        assertThat(client.session().received).containsExactly("hello");
    }

    @Test
    void isTextIfItHasNoType() {
        client.post("4hello".getBytes(StandardCharsets.UTF_8));
        assertThat(client.session().received).containsExactly("hello");
    }

    @Test
    void ofBytesEndsTheSession() {
        Answer answer = client.post(new byte[] {4, 1}, "Content-Type: application/octet-stream");

        assertThat(answer.said()).isEqualTo("400 ");
        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "7", "\u001e4a", "bnot base64!", "b4AQIDBA=="})
    void thatIsNoPayloadEndsTheSession(String body) {
        client.post(body);

        assertThat(client.session().end()).isEqualTo("parse error");
        assertThat(client.session().received).isEmpty();
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4before\u001eabc\u001e4after", "4before\u001e\u001e4after", "4before\u001e"})
    void isTakenUpToThePacketThatIsNone(String body) {
        client.post(body);

        assertThat(client.session().end()).isEqualTo("parse error");
        assertThat(client.session().received).containsExactly("before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "6", "0", "0{}", "3", "3probe"})
    void mayHavePacketsThatMeanNothingHere(String packet) {
        client.post(packet + "\u001e4on");

        assertThat(client.session().received).containsExactly("on");
        assertThat(client.get().body()).isEqualTo("4on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2probe"})
    void thatPingsEndsTheSession(String ping) {
        client.post(ping + "\u001e4after");

        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.session().received).isEmpty();
    }

    @Test
    void thatOverlapsAnotherEndsTheSessionAndTheOtherGetsNoAnswer() {
        Wire first = client.beginPost(100, "4hel");

        assertThat(client.post("4second").said()).isEqualTo("400 ");

        assertThat(first.endsWithoutAWord()).isTrue();
        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.session().received).isEmpty();
        assertThat(client.get().said()).isEqualTo(Refused.SESSION_UNKNOWN);
    }

    @Test
    void thatIsCutOffEndsTheSession() {
        client.beginPost(100, "4hel").close();
        assertThat(client.session().end()).isEqualTo("transport error");
        assertThat(client.session().received).isEmpty();
    }

    @Test
    void ofExactlyTheLimitIsTaken() {
        assertThat(client.post("4" + "x".repeat(99_999)).said()).isEqualTo("200 ok");
        assertThat(client.session().received).containsExactly("x".repeat(99_999));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00e9"})
    void overTheLimitIsRefusedAndTheSessionGoesOn(String letter) {
        int letters = 100_000 / letter.getBytes(StandardCharsets.UTF_8).length;

        assertThat(client.post("4" + letter.repeat(letters)).said()).isEqualTo("413 ");

        assertThat(client.session().received).isEmpty();
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
        assertThat(client.get().body()).isEqualTo("4on");
    }

    @Test
    void ofUnknownLengthIsRefusedWhenItPassesTheLimit() {
        Wire wire = engine.wire().request("POST", client.uri("polling"), "Transfer-Encoding: chunked");
        byte[] chunk = ("c350\r\n" + "4".repeat(50_000) + "\r\n").getBytes(StandardCharsets.UTF_8);

        // The last chunk, which would end the body, never comes.
        wire.send(chunk, chunk, chunk);

        assertThat(wire.answer().said()).isEqualTo("413 ");
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
    }

    @Test
    void thatIsRefusedLeavesTheHeldGetAlone() {
        Wire held = client.hold();
        client.post("x".repeat(100_001));
        client.post("4on");
        assertThat(held.answer().body()).isEqualTo("4on");
    }

    @Test
    void mayComeWithTheNextOneRightBehindItOnOneConnection() {
        Wire wire = engine.wire()
                .post(client.uri("polling"), "4a".getBytes(StandardCharsets.UTF_8))
                .post(client.uri("polling"), "4b".getBytes(StandardCharsets.UTF_8));
        assertThat(wire.answer().said()).isEqualTo("200 ok");
        assertThat(wire.answer().said()).isEqualTo("200 ok");
        assertThat(client.session().received).containsExactly("a", "b");
    }
}
