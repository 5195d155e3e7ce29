package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP requests that reach no session. */
class RequestErrorTest {

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | GET     | EIO=4
            0 | GET     | EIO=4&transport=
            0 | GET     | EIO=4&transport=carrier-pigeon
            0 | GET     | EIO=4&transport=webtransport
            0 | GET     | EIO=4&transport=constructor
            0 | GET     | EIO=4&transport=__proto__
            1 | GET     | EIO=4&transport=polling&sid=nobody
            1 | POST    | EIO=4&transport=polling&sid=nobody
            1 | GET     | EIO=4&transport=polling&sid=
            2 | POST    | EIO=4&transport=polling
            2 | PUT     | EIO=4&transport=polling
            2 | DELETE  | EIO=4&transport=polling
            2 | OPTIONS | EIO=4&transport=polling
            3 | GET     | EIO=4&transport=websocket
            5 | GET     | EIO=5&transport=polling
            5 | GET     | EIO=abc&transport=polling
            5 | GET     | EIO=&transport=polling
            5 | GET     | EIO=4.0&transport=polling
            5 | GET     | transport=polling
            """)
    void areToldWhyByCodeAndMessage(int code, String method, String query) {
        Answer answer = engine.wire().request(method, "/socket.io/?" + query).answer();

        assertThat(answer.said()).isEqualTo(Refused.with(code));
        assertThat(answer.header("content-type")).isEqualTo("application/json");
    }

    /** The reference looks at the transport, the origin, the session, the method, the upgrade, the hook, the revision. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | POST | EIO=5&transport=pigeon&sid=nobody  | http://not an origin
            3 | POST | EIO=5&transport=polling&sid=nobody | http://not an origin
            1 | PUT  | EIO=5&transport=polling&sid=nobody | http://evil.example
            1 | GET  | EIO=5&transport=websocket&sid=no   | http://evil.example
            2 | POST | EIO=5&transport=websocket          | http://evil.example
            3 | GET  | EIO=5&transport=websocket          | http://evil.example
            4 | GET  | EIO=5&transport=polling            | http://evil.example
            5 | GET  | EIO=5&transport=polling            | https://friend.example
            """)
    void areToldTheFirstThingThatIsWrong(int code, String method, String query, String origin) {
        Answer answer = engine.wire()
                .request(method, "/socket.io/?" + query, "Origin: " + origin)
                .answer();
        assertThat(answer.said()).isEqualTo(Refused.with(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a b", "http://a\tb", "http://\u00e9.example"})
    void withAnOriginThatIsNoneAreBad(String origin) {
        Answer answer = engine.get("/socket.io/?EIO=4&transport=polling", "Origin: " + origin);
        assertThat(answer.said()).isEqualTo(Refused.BAD_REQUEST);
    }

    @Test
    void leaveTheirConnectionUsable() {
        Wire wire = engine.wire();
        assertThat(wire.request("GET", "/socket.io/?EIO=4&transport=pigeon")
                        .answer()
                        .status())
                .isEqualTo(400);
        assertThat(wire.request("GET", "/socket.io/?EIO=4&transport=polling")
                        .answer()
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void ofAMethodThatNoSessionKnowsLeaveItAlone(String method) {
        PollingClient client = engine.poll();

        assertThat(client.request(method).said()).isEqualTo("500 ");

        assertThat(client.post("4on").said()).isEqualTo("200 ok");
        assertThat(client.get().body()).isEqualTo("4on");
    }

    @Test
    void thatNameTheOtherTransportLeaveTheSessionAlone() {
        PollingClient client = engine.poll();

        assertThat(engine.get(client.uri("websocket")).said()).isEqualTo(Refused.BAD_REQUEST);

        assertThat(client.post("4on").said()).isEqualTo("200 ok");
    }
}
