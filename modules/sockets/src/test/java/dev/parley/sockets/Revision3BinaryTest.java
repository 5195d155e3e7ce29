package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.Wire.Answer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revision 3: payloads of bytes, and what is made of bytes for clients that take none. */
class Revision3BinaryTest {

    private static final String OCTETS = "Content-Type: application/octet-stream";
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** The vector of the protocol's own suite: "hello" and four bytes. */
    private static final String VECTOR = "00 06 ff 34 68 65 6c 6c 6f 01 05 ff 04 01 02 03 04";

    @RegisterExtension
    static final TestEngine engine = new TestEngine();

    private final PollingClient client = engine.poll("EIO=3");

    @Test
    void anAnswerWithBytesIsBytes() {
        client.session().turn(() -> {
            client.session().send("hello");
            client.session().binary(new byte[] {1, 2, 3, 4});
        });

        Answer answer = client.get();

        assertThat(answer.header("content-type")).isEqualTo("application/octet-stream");
        assertThat(HEX.formatHex(answer.bytes())).isEqualTo(VECTOR);
    }

    @Test
    void anAnswerWithoutBytesIsText() {
        client.session().push("hello");
        Answer answer = client.get();
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.body()).isEqualTo("6:4hello");
    }

    @Test
    void lengthsOfBytesCountBytes() {
        client.session().push("\u00e9".repeat(5));
        client.session().push(new byte[] {7});
        assertThat(HEX.formatHex(client.get().bytes()))
                .isEqualTo("00 01 01 ff 34" + " c3 a9".repeat(5) + " 01 02 ff 04 07");
    }

    @Test
    void aRequestMayBeBytes() {
        assertThat(client.post(HEX.parseHex(VECTOR), OCTETS).said()).isEqualTo("200 ok");
        assertThat(client.session().received).containsExactly("hello", "<01020304>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02 01 ff 34",
                "00 ff 34",
                "00 01 34",
                "00 0a ff 34",
                "00 05 ff 34",
                "01 02 ff 02 01",
                "01 00 ff",
                "00 01",
                "00"
            })
    void bytesThatAreNoPayloadEndTheSession(String body) {
        client.post(HEX.parseHex(body), OCTETS);
        assertThat(client.session().end()).isEqualTo("parse error");
        assertThat(client.session().received).isEmpty();
    }

    @Test
    void endlessDigitsEndTheSession() {
        byte[] body = new byte[50_000];
        client.post(body, OCTETS);
        assertThat(client.session().end()).isEqualTo("parse error");
    }

    @Test
    void aClientThatTakesNoBytesGetsBase64() {
        PollingClient asked = engine.poll("EIO=3&b64=1");
        asked.session().push("hello");
        asked.session().push(new byte[] {1, 2, 3, 4});
        Answer answer = asked.get();
        assertThat(answer.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.body()).isEqualTo("6:4hello10:b4AQIDBA==");
    }

    @Test
    void onlyTheHandshakeDecidesWhetherAClientTakesBytes() {
        client.session().push(new byte[] {1});
        assertThat(client.saying("EIO=3&b64=1").get().header("content-type")).isEqualTo("application/octet-stream");

        PollingClient asked = engine.poll("EIO=3&b64=1");
        asked.session().push(new byte[] {1});
        assertThat(asked.saying("EIO=3").get().body()).isEqualTo("6:b4AQ==");
    }
}
