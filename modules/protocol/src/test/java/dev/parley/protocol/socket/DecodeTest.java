package dev.parley.protocol.socket;

import static dev.parley.protocol.socket.Texts.decode;
import static dev.parley.protocol.socket.Texts.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Ignored;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reference server does with each of these, section by section of a packet's text. */
class DecodeTest {

    @Nested
    class Namespace {

        @Test
        void endsAtTheFirstCommaOrWithTheText() {
            assertThat(shown(decode("0/custom"))).isEqualTo("Connect[namespace=/custom, data=null]");
            assertThat(shown(decode("1/custom"))).isEqualTo("Disconnect[namespace=/custom]");
            assertThat(shown(decode("2/a,[\"x,y\"]"))).isEqualTo("event /a id null [\"x,y\"]");
        }

        @Test
        void mayBeWrittenOutForTheMainOne() {
            assertThat(shown(decode("2/,[\"x\"]"))).isEqualTo("event / id null [\"x\"]");
            assertThat(shown(decode("0/"))).isEqualTo("Connect[namespace=/, data=null]");
        }

        @Test
        void keepsItsQuery() {
            assertThat(shown(decode("0/custom?token=1,{}"))).isEqualTo("Connect[namespace=/custom?token=1, data={}]");
        }

        @Test
        void hasALengthInBytes() {
            String longest = "/" + "é".repeat(127) + "a";

            assertThat(shown(decode("0" + longest))).isEqualTo("Connect[namespace=" + longest + ", data=null]");
            assertThat(decode("0" + longest + "a")).isEqualTo(new Fault("bad namespace"));
            assertThat(decode("0" + longest + "a,{}")).isEqualTo(new Fault("bad namespace"));
        }

        @Test
        void mustBeUtf8() {
            byte[] text = {'0', '/', (byte) 0xc3, ','};

            assertThat(SocketCodec.decode(text, 0, 4, DecodeLimits.DEFAULTS)).isEqualTo(new Fault("bad namespace"));
        }
    }

    @Nested
    class AckId {

        @Test
        void mayHaveLeadingZeros() {
            assertThat(shown(decode("200012[\"m\"]"))).isEqualTo("event / id 12 [\"m\"]");
            assertThat(shown(decode("399[1]"))).isEqualTo("ack / id 99 [1]");
        }

        @Test
        void hasTenDigitsAtMost() {
            assertThat(shown(decode("29999999999[\"m\"]"))).isEqualTo("event / id 9999999999 [\"m\"]");
            assertThat(decode("200000000001[\"m\"]")).isEqualTo(new Fault("ack id too long"));
        }

        @Test
        void isPassedOverWhereItMeansNothing() {
            assertThat(shown(decode("012{}"))).isEqualTo("Connect[namespace=/, data={}]");
            assertThat(shown(decode("1/a,12"))).isEqualTo("Disconnect[namespace=/a]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"3", "3[1]", "3/admin,[1]"})
        void isWhatMakesAnAckMatter(String text) {
            assertThat(decode(text)).isEqualTo(new Ignored("ACK without id"));
        }
    }

    @Nested
    class Payload {

        @Test
        void mayBeMissingFromAnEventOrAck() {
            assertThat(shown(decode("2"))).isEqualTo("event / id null []");
            assertThat(shown(decode("2/a,7"))).isEqualTo("event /a id 7 []");
            assertThat(shown(decode("37"))).isEqualTo("ack / id 7 []");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[1,2]",
                    "[-1.5]",
                    "[\"error\",\"x\"]",
                    "[\"\"]",
                    "[\"Connect\"]",
                    "[\"connection\"]",
                    "[\"__proto__\",{\"__proto__\":{\"x\":1}}]",
                    "[\"x\",{\"_placeholder\":true,\"num\":9}]"
                })
        void ofAnEventIsPlainDataBehindItsName(String payload) {
            assertThat(shown(decode("2" + payload))).isEqualTo("event / id null " + payload);
        }

        @Test
        void mayHaveSpaces() {
            assertThat(shown(decode("2 [ \"x\" , 1 ]\n"))).isEqualTo("event / id null [ \"x\" , 1 ]");
        }

        @Test
        void isASliceOfTheBytesItCameIn() {
            byte[] text = "42[\"x\"]]".getBytes(StandardCharsets.UTF_8);

            assertThat(shown(SocketCodec.decode(text, 1, 7, DecodeLimits.DEFAULTS)))
                    .isEqualTo("event / id null [\"x\"]");
        }

        @Test
        void isLimitedInDepth() {
            var limits = new DecodeLimits(10, 1_000, 3, 256);
            byte[] three = "2[\"x\",[{}]]".getBytes(StandardCharsets.UTF_8);
            byte[] four = "2[\"x\",[[{}]]]".getBytes(StandardCharsets.UTF_8);

            assertThat(shown(SocketCodec.decode(three, 0, three.length, limits)))
                    .isEqualTo("event / id null [\"x\",[{}]]");
            assertThat(SocketCodec.decode(four, 0, four.length, limits)).isEqualTo(new Fault("bad JSON"));
        }
    }
}
