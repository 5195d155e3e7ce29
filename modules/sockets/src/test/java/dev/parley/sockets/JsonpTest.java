package dev.parley.sockets;

import static dev.parley.sockets.engine.CloseReason.FORCED_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that poll by script tags and post forms. */
class JsonpTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final PollingClient client = engine.poll("EIO=3&j=4");

    private static Answer form(PollingClient client, String value) {
        String form = "d=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return client.post(form.getBytes(StandardCharsets.UTF_8), "Content-Type: application/x-www-form-urlencoded");
    }

    @Test
    void theHandshakeIsAScript() {
        Answer answer = engine.get("/socket.io/?EIO=3&transport=polling&j=12");
        assertThat(answer.header("content-type")).isEqualTo("text/javascript; charset=UTF-8");
        assertThat(answer.body()).matches("___eio\\[12]\\(\"\\d+:0\\{\\\\\"sid\\\\\":.*}\"\\);");
    }

    @Test
    void everyAnswerCallsTheHandshakesCallback() {
        client.session().push("hello");
        assertThat(client.saying("EIO=3&j=99").get().body()).isEqualTo("___eio[4](\"6:4hello\");");
        client.session().push("hello");
        assertThat(client.saying("EIO=3").get().body()).isEqualTo("___eio[4](\"6:4hello\");");
    }

    @Test
    void aCallbackIsOnlyEverANumber() {
        Answer answer = engine.get("/socket.io/?EIO=3&transport=polling&j=1)+alert(2");
        assertThat(answer.body()).startsWith("___eio[12](\"");
    }

    @Test
    void textCannotBreakOutOfTheScript() {
        client.session().push("\"\\\n\u2028\u2029</script>");
        assertThat(client.get().body()).isEqualTo("___eio[4](\"15:4\\\"\\\\\\n\\u2028\\u2029\\u003c/script>\");");
    }

    @Test
    void bytesGoAsBase64() {
        client.session().push(new byte[] {1, 2, 3, 4});
        assertThat(client.get().body()).isEqualTo("___eio[4](\"10:b4AQIDBA==\");");
    }

    @Test
    void aPostIsAForm() {
        assertThat(form(client, "3:4on5:4\u00e9 &+").said()).isEqualTo("200 ok");
        assertThat(client.session().received).containsExactly("on", "\u00e9 &+");
    }

    @Test
    void whatTheClientDidToNewlinesIsUndone() {
        form(client, "4:4a\\nb");
        form(client, "10:42[\"a\\\\nb\"]");
        assertThat(client.session().received).containsExactly("a\nb", "2[\"a\\nb\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x=3:4on", "3:4on", "d=%zz"})
    void whatIsNoSuchFormEndsTheSession(String body) {
        Answer answer = client.post(body);
        assertThat(answer.said()).isEqualTo("400 ");
        assertThat(client.session().end()).isEqualTo("transport error");
    }

    @Test
    void aFormWithoutAPayloadEndsTheSession() {
        form(client, "no payload");
        assertThat(client.session().end()).isEqualTo("parse error");
    }

    @Test
    void aHeldGetIsToldInAScriptThatTheServerCloses() {
        Wire held = client.hold();
        client.session().close(FORCED_CLOSE);
        assertThat(held.answer().body()).isEqualTo("___eio[4](\"1:1\");");
    }

    @Test
    void revision4MayAskForItToo() {
        PollingClient four = engine.poll("EIO=4&j=0");
        assertThat(form(four, "4a\u001e4b").said()).isEqualTo("200 ok");
        assertThat(four.session().received).containsExactly("a", "b");
        assertThat(four.get().body()).isEqualTo("___eio[0](\"4a\\u001e4b\");");
    }

    @Test
    void theWebSocketAfterAnUpgradeSpeaksPlainly() {
        assertThat(client.upgrade().send("4hello").next()).isEqualTo("4hello");
    }
}
