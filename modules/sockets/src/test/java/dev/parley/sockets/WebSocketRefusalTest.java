package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WebSocket handshakes that are refused: in plain HTTP, before anything is upgraded. */
class WebSocketRefusalTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Transport unknown            | EIO=4                                |
            Transport unknown            | EIO=4&transport=pigeon               |
            Bad request                  | EIO=4&transport=polling              |
            Bad request                  | EIO=4&transport=websocket            | http://not an origin
            Session ID unknown           | EIO=4&transport=websocket&sid=nobody |
            Forbidden                    | EIO=4&transport=websocket            | http://evil.example
            Unsupported protocol version | EIO=5&transport=websocket            |
            Unsupported protocol version | transport=websocket                  |
            """)
    void sayWhyInPlainTextAndEndTheConnection(String message, String query, String origin) {
        String[] headers = origin == null ? new String[0] : new String[] {"Origin: " + origin};
        Wire wire = engine.wire().handshake("/socket.io/?" + query, headers);

        Answer answer = wire.answer();

        assertThat(answer.said()).isEqualTo("400 " + message);
        assertThat(answer.header("content-type")).isEqualTo("text/html");
        assertThat(wire.endsWithoutAWord()).isTrue();
    }

    /** What a handshake must have is in RFC 6455, section 4.2.1. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | Connection: Upgrade | Sec-WebSocket-Version: 13 | X-No: key
            400 | Connection: close   | Sec-WebSocket-Version: 13 | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            426 | Connection: Upgrade | Sec-WebSocket-Version: 12 | Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            """)
    void areAnsweredWhateverIsWrongWithThem(int status, String one, String two, String three) {
        int before = engine.size();
        String open = "/socket.io/?EIO=4&transport=websocket";
        String upgrade = engine.poll().uri("websocket");
        for (String uri : new String[] {open, upgrade}) {
            Wire wire = engine.wire().request("GET", uri, "Upgrade: websocket", one, two, three);
            assertThat(wire.answer().status()).as(uri).isEqualTo(status);
        }
        assertThat(engine.size()).isEqualTo(before + 1);
    }

    @Test
    void leaveTheirSessionAlone() {
        PollingClient client = engine.poll();
        assertThat(engine.wire().handshake(client.uri("polling")).answer().said())
                .isEqualTo("400 Bad request");
        assertThat(client.post("4on").said()).isEqualTo("200 ok");
    }
}
