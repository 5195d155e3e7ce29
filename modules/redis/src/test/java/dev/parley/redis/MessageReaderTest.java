package dev.parley.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.Command;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.redis.AdapterMessage.Addressees;
import dev.parley.redis.AdapterMessage.Emit;
import dev.parley.redis.AdapterMessage.Foreign;
import dev.parley.redis.AdapterMessage.Garbage;
import dev.parley.redis.AdapterMessage.Order;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

    private static final int MAX = 10_000;

    private final MessageReader reader = new MessageReader(MAX, DecodeLimits.DEFAULTS);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static byte[] repeated(String hex, int times, String end) {
        return bytes(hex.repeat(times) + end);
    }

    @Nested
    class AnEvent {

        /** What an adapter of a Node server publishes for {@code io.to("r1").emit("e", <01 02>)}. */
        private static final String OF_A_SERVER = "93 a65f6348704756 83 a474797065 02 a464617461 92 a165 c4020102"
                + "a36e7370 a12f 83 a5726f6f6d73 91 a27231 a6657863657074 90 a5666c616773 80";

        /** What an emitter publishes; the options follow. */
        private static final String OF_AN_EMITTER =
                "93 a7656d6974746572 83 a474797065 02 a464617461 92 a165 01 a36e7370 a52f63686174";

        private static final String FLAGS = "a5666c616773 81 a8766f6c6174696c65";

        private Emit read(String hex) {
            return (Emit) reader.event(bytes(hex));
        }

        @Test
        void keepsItsBytesAndItsRooms() {
            Emit emit = read(OF_A_SERVER);
            assertThat(emit.namespace()).isEqualTo("/");
            assertThat(emit.args()).hasToString("[\"e\",{\"_placeholder\":true,\"num\":0}]");
            assertThat(emit.attachments()).containsExactly(new byte[] {1, 2});
            assertThat(emit.to()).isEqualTo(new Addressees(List.of("r1"), List.of()));
            assertThat(emit.droppable()).isFalse();
        }

        @Test
        void isDroppableWhereItSaysSo() {
            assertThat(read(OF_AN_EMITTER + "82 a5726f6f6d73 90" + FLAGS + "c3").droppable())
                    .isTrue();
            assertThat(read(OF_AN_EMITTER + "82 a5726f6f6d73 90" + FLAGS + "c2").droppable())
                    .isFalse();
        }

        @Test
        void isForEverybodyButThoseItLeavesOut() {
            Emit emit = read(OF_AN_EMITTER + "82 a5726f6f6d73 90 a6657863657074 91 a178");
            assertThat(emit.namespace()).isEqualTo("/chat");
            assertThat(emit.to()).isEqualTo(new Addressees(List.of(), List.of("x")));
        }

        @Test
        void hasDatesAsJsonHasThem() {
            Emit emit = read("93 a178 82 a474797065 02 a464617461 92 a165 d6ff 65920080 81 a5726f6f6d73 90");
            assertThat(emit.args()).hasToString("[\"e\",\"2024-01-01T00:00:00.000Z\"]");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'' | message ends within a value",
                    "00 | it has another shape",
                    "90 | it has another shape",
                    "93 c0 c0 c0 | it has another shape",
                    "93 c0 c0 81a5726f6f6d7390 | unknown packet type",
                    "93 c0 82a47479706503a46461746190 81a5726f6f6d7390 | it has another shape",
                    "93 c0 82a47479706502a46461746191a7636f6e6e656374 81a5726f6f6d7390 | EVENT without a usable name",
                    "93 c0 82a47479706502a46461746191a165 80 | it has another shape",
                    "93 c0 82a47479706502a46461746191a165 81a5726f6f6d739101 | it has another shape",
                    "93 c0 82a47479706502a46461746191a165 81a5726f6f6d7391a0 | it has another shape",
                    "93 c0 82a47479706502a46461746191a165 81a5726f6f6d7390 00 | bytes behind the value",
                    "dd ffffffff | message ends within a value"
                })
        void ofAnotherShapeIsGarbage(String hex, String why) {
            assertThat(reader.event(bytes(hex))).isEqualTo(new Garbage(why));
        }

        @Test
        void thatIsTooLargeOrTooDeepIsGarbage() {
            assertThat(reader.event(new byte[MAX + 1])).isEqualTo(new Garbage("it is larger than redis.max-message"));
            assertThat(reader.event(repeated("91", MAX - 1, "00"))).isEqualTo(new Garbage("nested too deep"));
        }

        @Test
        void ofAnyBytesIsReadOrGarbage() {
            var random = new Random(7);
            byte[] good = bytes(OF_A_SERVER);
            for (int round = 0; round < 20_000; round++) {
                byte[] message = good.clone();
                for (int i = random.nextInt(4); i >= 0; i--)
                    message[random.nextInt(message.length)] = (byte) random.nextInt(256);
                assertThat(reader.event(message)).isInstanceOfAny(Emit.class, Garbage.class);
            }
        }
    }

    @Nested
    class ARequest {

        private AdapterMessage read(String json) {
            return reader.request(json.getBytes(UTF_8));
        }

        @Test
        void movesSockets() {
            var to = new Addressees(List.of("r1"), List.of("r2"));
            String opts = "\"opts\":{\"rooms\":[\"r1\"],\"except\":[\"r2\"]}";
            assertThat(read("{\"type\":2," + opts + ",\"rooms\":[\"x\",\"y\"]}"))
                    .isEqualTo(new Order(new Command.Join(List.of("x", "y")), to));
            assertThat(read("{\"uid\":\"u\",\"type\":3," + opts + ",\"rooms\":[\"x\"]}"))
                    .isEqualTo(new Order(new Command.Leave(List.of("x")), to));
            assertThat(read("{\"type\":4," + opts + ",\"close\":true}"))
                    .isEqualTo(new Order(new Command.Disconnect(true), to));
            assertThat(read("{\"type\":4," + opts + "}")).isEqualTo(new Order(new Command.Disconnect(false), to));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "\u0083binary",
                    "{\"type\":0,\"requestId\":\"x\"}",
                    "{\"type\":5,\"requestId\":\"x\",\"opts\":{\"rooms\":[]}}",
                    "{\"uid\":\"emitter\",\"type\":6,\"data\":[\"e\"]}",
                    "{\"type\":99999999999999}"
                })
        void amongServersConcernsNobodyHere(String json) {
            assertThat(read(json)).isEqualTo(new Foreign());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{",
                    "{}",
                    "{\"type\":\"2\"}",
                    "{\"type\":-1}",
                    "{\"type\":2}",
                    "{\"type\":2,\"rooms\":[\"x\"]}",
                    "{\"type\":2,\"opts\":{\"rooms\":[]}}",
                    "{\"type\":2,\"opts\":{\"rooms\":[1]},\"rooms\":[\"x\"]}",
                    "{\"type\":4,\"opts\":[]}",
                    "{\"type\":4,\"opts\":{}}",
                    "{\"type\":4,\"opts\":{\"rooms\":[],\"except\":\"x\"}}"
                })
        void ofAnotherShapeIsGarbageAndReachesNobody(String json) {
            assertThat(read(json)).isInstanceOf(Garbage.class);
        }

        @Test
        void thatIsTooLargeIsGarbage() {
            assertThat(reader.request(new byte[MAX + 1])).isInstanceOf(Garbage.class);
        }
    }
}
