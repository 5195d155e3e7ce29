package dev.parley.protocol.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Ignored;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stock clients send and MessagePack in general allows, beyond what Parley itself writes. */
class DialectTest {

    private static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":0}";

    @Nested
    class Packets {

        @Test
        void aClientConnectsWithUndefinedData() {
            assertThat(Messages.shown("83a47479706500a464617461d40000a36e7370a12f"))
                    .isEqualTo("Connect[namespace=/, data=null]");
        }

        @Test
        void undefinedMembersOfTheConnectDataAreLeftOut() {
            assertThat(Messages.shown("83a47479706500a46461746182a3736964a173a3706964d40000a36e7370a12f"))
                    .isEqualTo("Connect[namespace=/, data={\"sid\":\"s\"}]");
        }

        @Test
        void optionsAndOtherUnknownMembersArePassedOver() {
            assertThat(Messages.shown("85a47479706502a46461746193a171d40000c40107a76f7074696f6e7381a8636f6d7072657373c3"
                            + "a2696400a36e7370a12f"))
                    .isEqualTo("event / id 0 [\"q\",null," + PLACEHOLDER + "] +07");
        }

        @Test
        void bytesAndOddKeysInUnknownMembersDoNotCount() {
            String odd = "a178 92 c40107 81 c0 81 90 c40108";

            assertThat(Messages.shown("84 a474797065 02 a36e7370 a12f" + odd + "a464617461 91 a171"))
                    .isEqualTo("event / id null [\"q\"]");
        }

        @Test
        void undefinedIsAbsentForIdAndDisconnectToo() {
            assertThat(Messages.shown("84a47479706502a36e7370a12fa46461746191a171a26964d40000"))
                    .isEqualTo("event / id null [\"q\"]");
            assertThat(Messages.shown("83a47479706501a36e7370a12fa464617461d40000"))
                    .isEqualTo("Disconnect[namespace=/]");
        }

        @Test
        void anAckWithoutIdIsIgnored() {
            assertThat(Messages.decode("83a47479706503a36e7370a12fa46461746190"))
                    .isEqualTo(new Ignored("ACK without id"));
            assertThat(Messages.decode("83a47479706503a36e7370a12fa46461746191c40101"))
                    .isEqualTo(new Ignored("ACK without id"));
        }

        @Test
        void typeAndIdMayBeWholeFloats() {
            assertThat(Messages.shown("84a474797065cb4000000000000000a36e7370a12fa46461746191a171a26964ca41400000"))
                    .isEqualTo("event / id 12 [\"q\"]");
        }

        @Test
        void withoutBytesAPlaceholderIsPlainData() {
            String map = "82ac5f706c616365686f6c646572c3a36e756d05";

            assertThat(Messages.argument(map)).isEqualTo("{\"_placeholder\":true,\"num\":5}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"00", "01", "05", "a130"})
        void withBytesAPlaceholderOfTheClientIsAFault(String num) {
            String map = "82ac5f706c616365686f6c646572c3a36e756d" + num;
            Fault fault = new Fault("placeholder without its own attachment");

            assertThat(Messages.decode(Messages.event("93a171c40101" + map))).isEqualTo(fault);
            assertThat(Messages.decode(Messages.event("93a171" + map + "c40101")))
                    .isEqualTo(fault);
        }
    }

    @Nested
    class Values {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "c0|null",
                    "d40000|null",
                    "d400ff|null",
                    "c2|false",
                    "c3|true",
                    "82a161d40000a16201|{\"b\":1}",
                    "81a161c0|{\"a\":null}",
                    "82a13001a13102|{\"0\":1,\"1\":2}",
                    "83 05c0 d0fbc0 cfffffffffffffffffc0|{\"5\":null,\"-5\":null,\"18446744073709551615\":null}",
                    "82a16101a16102|{\"a\":1,\"a\":2}",
                    "a0|\"\"",
                    "a4005c220a|\"\\u0000\\\\\\\"\\n\"",
                    "d902c3a9|\"é\"",
                    "da0001 61|\"a\"",
                    "db00000001 61|\"a\"",
                    "dc0001 01|[1]",
                    "dd00000001 01|[1]",
                    "de0001a16101|{\"a\":1}",
                    "df00000001a16101|{\"a\":1}"
                })
        void haveTheirJson(String hex, String json) {
            assertThat(Messages.argument(hex)).isEqualTo(json);
        }

        @ParameterizedTest
        @CsvSource({
            "cc05, 5",
            "cf7fffffffffffffff, 9223372036854775807",
            "cfffffffffffffffff, 18446744073709551615",
            "d38000000000000000, -9223372036854775808",
            "d3ffffffffffffffff, -1",
            "cb3ff0000000000000, 1",
            "cb8000000000000000, 0",
            "cb4415af1d78b58c40, 100000000000000000000",
            "ca3f800000, 1",
            "ca3dcccccd, 0.10000000149011612",
            "ca80800000, -1.1754943508222875e-38",
            "ca7fc00000, null",
            "caff800000, null",
            "cb7ff8000000000000, null",
            "cb7ff0000000000000, null",
        })
        void numbersKeepEveryDigit(String hex, String json) {
            assertThat(Messages.argument(hex)).isEqualTo(json);
        }

        @ParameterizedTest
        @CsvSource({
            "c403010203, 010203",
            "c50003010203, 010203",
            "c600000003010203, 010203",
            "c70300010203, 010203",
            "c8000300010203, 010203",
            "c90000000300010203, 010203",
            "d5000102, 0102",
            "d60001020304, 01020304",
            "d80000010203040506070809101112131415, 00010203040506070809101112131415",
            "c70000, ''",
            "c7010000, 00",
            "c708000000000000000000, 0000000000000000"
        })
        void bytesComeInManyForms(String hex, String bytes) {
            assertThat(Messages.argument(hex)).isEqualTo(PLACEHOLDER + " +" + bytes);
        }

        @ParameterizedTest
        @CsvSource({
            "d700 000001a1fb62762f, 2026-11-20T23:54:56.431Z",
            "d700 ffffffffffffffff, 1969-12-31T23:59:59.999Z",
            "d700 0000e677d21fdc00, +010000-01-01T00:00:00.000Z",
            "d6ff 6b00ddd0, 2026-11-20T23:54:56.000Z",
            "d7ff 66c227006b00ddd0, 2026-11-20T23:54:56.431Z",
            "c70cff 3b8b87c0ffffffffffffffff, 1969-12-31T23:59:59.999Z",
            "c70cff 000000000000003afff44180, +010000-01-01T00:00:00.000Z",
        })
        void datesAreTheirIsoText(String hex, String date) {
            assertThat(Messages.argument(hex)).isEqualTo('"' + date + '"');
        }

        @ParameterizedTest
        @ValueSource(strings = {"d700 7fffffffffffffff", "d700 8000000000000000", "c70cff 00000000 7fffffffffffffff"})
        void datesThatJavaScriptHasNotAreNull(String hex) {
            assertThat(Messages.argument(hex)).isEqualTo("null");
        }

        @Test
        void bytesAreNumberedAsTheyAreMet() {
            assertThat(Messages.argument("93 c40105 81a161c40106 91c40107"))
                    .isEqualTo("[" + PLACEHOLDER + ",{\"a\":" + PLACEHOLDER.replace('0', '1') + "},["
                            + PLACEHOLDER.replace('0', '2') + "]] +05 +06 +07");
        }
    }
}
