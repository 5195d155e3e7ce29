package dev.parley.protocol.msgpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Packet;
import dev.parley.protocol.socket.SocketPacket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedMessageTest {

    private static final Fault TRUNCATED = new Fault("message ends within a value");

    @Nested
    class Packets {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'' | message is no map",
                    "90 | message is no map",
                    "02 | message is no map",
                    "80 | unknown packet type",
                    "81a36e7370a12f | unknown packet type",
                    "82a47479706505a36e7370a12f | unknown packet type",
                    "82a47479706506a36e7370a12f | unknown packet type",
                    "82a474797065ffa36e7370a12f | unknown packet type",
                    "82a4747970650aa36e7370a12f | unknown packet type",
                    "82a474797065a130a36e7370a12f | unknown packet type",
                    "82a474797065cb3fe0000000000000a36e7370a12f | unknown packet type",
                    "82a474797065c0a36e7370a12f | unknown packet type",
                    "81a47479706500 | bad namespace",
                    "82a47479706500a36e7370c0 | bad namespace",
                    "82a47479706500a36e737000 | bad namespace",
                    "82a47479706500a36e7370a0 | bad namespace",
                    "82a47479706500a36e7370a161 | bad namespace",
                    "82a47479706500a36e7370a32f2c61 | bad namespace",
                    "83a47479706500a36e7370a12fa464617461c0 | CONNECT payload is no object",
                    "83a47479706500a36e7370a12fa46461746190 | CONNECT payload is no object",
                    "83a47479706500a36e7370a12fa464617461a0 | CONNECT payload is no object",
                    "83a47479706500a36e7370a12fa46461746181a161c400 | bytes outside of arguments",
                    "83a47479706501a36e7370a12fa464617461c0 | DISCONNECT with payload",
                    "83a47479706501a36e7370a12fa46461746180 | DISCONNECT with payload",
                    "82a47479706504a36e7370a12f | CONNECT_ERROR payload is no object or string",
                    "83a47479706504a36e7370a12fa46461746190 | CONNECT_ERROR payload is no object or string",
                    "82a47479706502a36e7370a12f | no arguments",
                    "83a47479706502a36e7370a12fa464617461d40000 | no arguments",
                    "83a47479706502a36e7370a12fa464617461c400 | EVENT without a usable name",
                    "82a47479706503a36e7370a12f | no arguments",
                    "84a47479706503a36e7370a12fa46461746180a2696400 | ACK payload is no array",
                    "84a47479706502a36e7370a12fa46461746191a171a26964c0 | bad ack id",
                    "84a47479706502a36e7370a12fa46461746191a171a26964ff | bad ack id",
                    "84a47479706502a36e7370a12fa46461746191a171a26964a130 | bad ack id",
                    "84a47479706502a36e7370a12fa46461746191a171a26964ca3f000000 | bad ack id",
                    "84a47479706502a36e7370a12fa46461746191a171a26964cf00000002540be400 | bad ack id",
                    "84a47479706502a36e7370a12fa46461746191a171a26964cfffffffffffffffff | bad ack id",
                    "83a47479706501a47479706501a36e7370a12f | member comes twice",
                    "82a47479706501a36e7370a12f00 | bytes behind the packet"
                })
        void areFaultsByName(String hex, String why) {
            assertThat(Messages.decode(hex)).isEqualTo(new Fault(why));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "80",
                    "90",
                    "a171",
                    "91c0",
                    "91d40000",
                    "91c2",
                    "9190",
                    "9180",
                    "91c400",
                    "91a7636f6e6e656374",
                    "91aa646973636f6e6e656374",
                    "91ae72656d6f76654c697374656e6572"
                })
        void eventsNeedAnArrayThatBeginsWithAUsableName(String data) {
            assertThat(Messages.decode(Messages.event(data))).isEqualTo(new Fault("EVENT without a usable name"));
        }
    }

    @Nested
    class Values {

        @ParameterizedTest
        @CsvSource({
            "c1, reserved byte",
            "a1ff, string is not UTF-8",
            "a3eda080, string is not UTF-8",
            "a2c080, string is not UTF-8",
            "81a1ff01, string is not UTF-8",
            "81c001, key is no string or whole number",
            "8191a101, key is no string or whole number",
            "81c4010101, key is no string or whole number",
            "81d7000000000000000000 01, key is no string or whole number",
            "81d4000001, key is no string or whole number",
            "d40101, unknown extension type",
            "d8fe00000000000000000000000000000000, unknown extension type",
            "c70105ff, unknown extension type",
            "d4ff00, bad timestamp",
            "c703ff000000, bad timestamp",
            "d7ff ee6b280000000000, bad timestamp",
            "c70cff 3b9aca000000000000000000, bad timestamp",
        })
        void areFaultsByName(String hex, String why) {
            assertThat(Messages.decode(Messages.event("92a171" + hex))).isEqualTo(new Fault(why));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "a1",
                    "d9",
                    "d901",
                    "da00",
                    "dbffffffff",
                    "c4",
                    "c401",
                    "c5ffff",
                    "c6ffffffff",
                    "c70100",
                    "c9ffffffff00",
                    "ca000000",
                    "cb00000000000000",
                    "cc",
                    "cd00",
                    "ce000000",
                    "cf00",
                    "d0",
                    "d100",
                    "d2000000",
                    "d3",
                    "d4",
                    "d400",
                    "d700",
                    "d70000000000000000",
                    "d6ff000000",
                    "d80000",
                    "91",
                    "9f00",
                    "dcffff00",
                    "ddffffffff00",
                    "81",
                    "81a161",
                    "8800000000",
                    "deffff00",
                    "dfffffffff00",
                    "df80000000",
                    "dd80000000"
                })
        void areNeverLongerThanTheMessage(String hex) {
            assertThat(Messages.decode(Messages.event("92a171" + hex))).isEqualTo(TRUNCATED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"91", "a1", "ddffffffff", "c1", "81"})
        void areCheckedWhereTheyArePassedOverToo(String hex) {
            assertThat(Messages.decode("83a47479706501a36e7370a12fa178" + hex)).isInstanceOf(Fault.class);
        }
    }

    @Nested
    class Limits {

        private static final DecodeLimits TIGHT = new DecodeLimits(2, 3, 3, 4);

        @ParameterizedTest
        @CsvSource({
            "92a17193c400c400c400, too many attachments",
            "92a17192c40101c403010203, attachments too large",
            "92a171919190, nested too deep",
            "92a1718101810180, nested too deep",
            "92a1719191c400, nested too deep",
        })
        void areFaultsByNameBeyond(String data, String why) {
            assertThat(decode(Messages.event(data), TIGHT)).isEqualTo(new Fault(why));
        }

        @ParameterizedTest
        @ValueSource(strings = {"92a17192c40101c4020203", "92a1719190", "92a171810180", "92a17191c400"})
        void mayBeReached(String data) {
            assertThat(decode(Messages.event(data), TIGHT)).isInstanceOf(Packet.class);
        }

        @Test
        void namespacesAreMeasuredInBytes() {
            assertThat(decode("82a47479706501a36e7370a42fc3a961", TIGHT)).isInstanceOf(Packet.class);
            assertThat(decode("82a47479706501a36e7370a52fc3a9c3a9", TIGHT)).isEqualTo(new Fault("bad namespace"));
        }

        @Test
        void nestingIsNoWayToTheEndOfTheStack() {
            String deep = "91".repeat(200_000) + "c0";

            assertThat(Messages.decode(Messages.event("92a171" + deep))).isEqualTo(new Fault("nested too deep"));
            assertThat(Messages.shown("83a47479706501a36e7370a12fa178" + deep)).isEqualTo("Disconnect[namespace=/]");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "c0",
                    "c2",
                    "e0",
                    "80",
                    "ca80800000",
                    "d6ff00000000",
                    "a20000",
                    "81a0c2",
                    "81e0e0",
                    "81ccffc2"
                })
        void whatIsShortInAMessageGrowsSixfoldAtMost(String hex) {
            byte[] message = Messages.bytes(Messages.event("dc2711 a171" + hex.repeat(10_000)));

            var packet = (SocketPacket.Event) ((Packet) MsgpackCodec.decode(message, DecodeLimits.DEFAULTS)).packet();
            assertThat(packet.args().kind()).isEqualTo(RawJson.Kind.ARRAY);
            assertThat(packet.args().length()).isLessThanOrEqualTo(6 * message.length);
        }

        private static Decoded decode(String hex, DecodeLimits limits) {
            return MsgpackCodec.decode(Messages.bytes(hex), limits);
        }
    }
}
