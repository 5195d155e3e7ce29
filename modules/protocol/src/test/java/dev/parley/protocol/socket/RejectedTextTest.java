package dev.parley.protocol.socket;

import static dev.parley.protocol.socket.Texts.decode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.socket.SocketCodec.Fault;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that end the connection, each seen to do so at the reference server or in its parser's own tests. */
class RejectedTextTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            ~~                         | unknown packet type
            7[]                        | unknown packet type
            9                          | unknown packet type
            999                        | unknown packet type
            abc                        | unknown packet type
            -1                         | unknown packet type
            "0"                        | unknown packet type
            0custom                    | bad JSON
            0?a=1                      | bad JSON
            0[1]                       | CONNECT payload is no object
            0[]                        | CONNECT payload is no object
            0"str"                     | CONNECT payload is no object
            0null                      | CONNECT payload is no object
            0true                      | CONNECT payload is no object
            0/admin,"invalid"          | CONNECT payload is no object
            1{}                        | DISCONNECT with payload
            1/admin,{}                 | DISCONNECT with payload
            1null                      | DISCONNECT with payload
            2[]                        | EVENT without a usable name
            2{}                        | EVENT without a usable name
            2"x"                       | EVENT without a usable name
            2null                      | EVENT without a usable name
            2/admin,{}                 | EVENT without a usable name
            2[null]                    | EVENT without a usable name
            2[true,1]                  | EVENT without a usable name
            2[["x"]]                   | EVENT without a usable name
            2["connect"]               | EVENT without a usable name
            2["connect_error"]         | EVENT without a usable name
            2["disconnect","123"]      | EVENT without a usable name
            2["disconnecting"]         | EVENT without a usable name
            2["newListener"]           | EVENT without a usable name
            2["removeListener"]        | EVENT without a usable name
            2["\\u0063onnect"]         | EVENT without a usable name
            2/admin,"invalid           | bad JSON
            2["some","data"            | bad JSON
            2["x"]]                    | bad JSON
            2["x"],                    | bad JSON
            2abc["x"]                  | bad JSON
            21.5["m"]                  | bad JSON
            2-1["m"]                   | bad JSON
            21-["m"]                   | bad JSON
            2,["m"]                    | bad JSON
            3{}                        | ACK payload is no array
            31"x"                      | ACK payload is no array
            31null                     | ACK payload is no array
            31[                        | bad JSON
            4                          | CONNECT_ERROR payload is no object or string
            4[1]                       | CONNECT_ERROR payload is no object or string
            4null                      | CONNECT_ERROR payload is no object or string
            5                          | bad attachment count
            51                         | bad attachment count
            5-                         | bad attachment count
            5a-                        | bad attachment count
            51.23-                     | bad attachment count
            5+1-["x"]                  | bad attachment count
            5-1-["x"]                  | bad attachment count
            5 1-["x"]                  | bad attachment count
            51["x"]                    | bad attachment count
            5["x"]                     | bad attachment count
            5-["x"]                    | bad attachment count
            50-["x"]                   | bad attachment count
            500-["x"]                  | bad attachment count
            511-["x"]                  | bad attachment count
            5001-["x"]                 | bad attachment count
            5/a,1-["x"]                | bad attachment count
            60-[]                      | bad attachment count
            611-[]                     | bad attachment count
            51-{}                      | EVENT without a usable name
            51-["connect"]             | EVENT without a usable name
            51-[{"_placeholder":true,"num":0}] | EVENT without a usable name
            61-{}                      | ACK payload is no array
            """)
    void isNoPacket(String text, String why) {
        assertThat(decode(text)).isEqualTo(new Fault(why));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2[{\"toString\":\"foo\"}]", "2[{\"toString\":\"foo\"},1]", "2[null,1]", "2[true,1]", "2[[]]"})
    void cve_2023_32695_anEventNamedByAnObject(String text) {
        assertThat(decode(text)).isEqualTo(new Fault("EVENT without a usable name"));
    }

    @Nested
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    class Cve_2020_36049_EndlessRuns {

        private static final int MEGABYTE = 1_000_000;

        @Test
        void ofAttachmentDigits() {
            assertThat(decode("5" + "1".repeat(MEGABYTE))).isEqualTo(new Fault("bad attachment count"));
        }

        @Test
        void ofAckIdDigits() {
            assertThat(decode("2" + "1".repeat(MEGABYTE))).isEqualTo(new Fault("ack id too long"));
            assertThat(decode("3/a," + "0".repeat(MEGABYTE) + "[]")).isEqualTo(new Fault("ack id too long"));
        }

        @Test
        void ofNamespace() {
            assertThat(decode("0/" + "a".repeat(MEGABYTE))).isEqualTo(new Fault("bad namespace"));
            assertThat(decode("2" + "/".repeat(MEGABYTE) + ",[\"x\"]")).isEqualTo(new Fault("bad namespace"));
        }

        @Test
        void ofBrackets() {
            assertThat(decode("2" + "[".repeat(MEGABYTE))).isEqualTo(new Fault("bad JSON"));
            assertThat(decode("0" + "{\"a\":".repeat(MEGABYTE / 5))).isEqualTo(new Fault("bad JSON"));
        }

        @Test
        void ofArgumentsUnderADeepBranchWithAttachments() {
            String deep =
                    "[\"x\"," + "{\"num\":".repeat(98) + "[" + "1,".repeat(MEGABYTE / 2) + "1]" + "}".repeat(98) + "]";

            assertThat(Texts.shown(decode("51-" + deep, new byte[1]))).endsWith("]" + "}".repeat(98) + "] +00");
        }
    }
}
