package dev.parley.protocol.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parley.protocol.json.Json;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.protocol.socket.SocketPacket.Ack;
import dev.parley.protocol.socket.SocketPacket.Connect;
import dev.parley.protocol.socket.SocketPacket.ConnectError;
import dev.parley.protocol.socket.SocketPacket.Disconnect;
import dev.parley.protocol.socket.SocketPacket.Event;
import dev.parley.protocol.socket.Texts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every packet as notepack.io 2.2.0 encodes it, in both directions. */
class NotepackVectorsTest {

    private static final byte[] ONE = {1, 2, 3};
    private static final byte[] TWO = {};

    static Stream<Arguments> vectors() {
        String placeholder = "{\"_placeholder\":true,\"num\":0}";
        String second = "{\"_placeholder\":true,\"num\":1}";
        return Stream.of(
                arguments("82a47479706500a36e7370a12f", new Connect("/", null)),
                arguments(
                        "83a47479706500a36e7370a12fa46461746181a5746f6b656ea131",
                        new Connect("/", Json.of("{\"token\":\"1\"}"))),
                arguments(
                        "83a47479706500a36e7370a62f61646d696ea46461746181a3736964a178",
                        new Connect("/admin", Json.of("{\"sid\":\"x\"}"))),
                arguments("82a47479706501a36e7370a62f61646d696e", new Disconnect("/admin")),
                arguments("83a47479706502a36e7370a12fa46461746191a178", event("/", null, "[\"x\"]")),
                arguments(
                        "83a47479706502a36e7370a12fa46461746193a17882a16195cb3ff8000000000000c0c3c280a2c3a990a9c3a9e280a8"
                                + "f09f9880",
                        event("/", null, "[\"x\",{\"a\":[1.5,null,true,false,{}],\"é\":[]},\"é\u2028😀\"]")),
                arguments("84a47479706502a36e7370a12fa46461746191a178a2696400", event("/", 0L, "[\"x\"]")),
                arguments(
                        "84a47479706502a36e7370a62f61646d696ea46461746192ae70726f6a6563743a64656c6574657ba26964cd01c8",
                        event("/admin", 456L, "[\"project:delete\",123]")),
                arguments(
                        "83a47479706502a36e7370a72fc3a43f613d31a4646174619201a178", event("/ä?a=1", null, "[1,\"x\"]")),
                arguments("84a47479706503a36e7370a12fa46461746190a269640c", ack("/", 12, "[]")),
                arguments(
                        "84a47479706503a36e7370a62f61646d696ea4646174619181a26f6bc3a26964cf00000002540be3ff",
                        ack("/admin", 9_999_999_999L, "[{\"ok\":true}]")),
                arguments(
                        "83a47479706504a36e7370a52f6e6f7065a46461746181a76d657373616765b1496e76616c6964206e616d6573706163"
                                + "65",
                        new ConnectError("/nope", Json.of("{\"message\":\"Invalid namespace\"}"))),
                arguments(
                        "83a47479706504a36e7370a12fa464617461a664656e696564",
                        new ConnectError("/", Json.of("\"denied\""))),
                arguments(
                        "83a47479706502a36e7370a12fa46461746192a362617ac403010203",
                        event("/", null, "[\"baz\"," + placeholder + "]", ONE)),
                arguments(
                        "83a47479706502a36e7370a62f61646d696ea46461746193a362617a81a162c40301020391c400",
                        event("/admin", null, "[\"baz\",{\"b\":" + placeholder + "},[" + second + "]]", ONE, TWO)),
                arguments(
                        "84a47479706502a36e7370a12fa46461746192a362617ac403010203a2696407",
                        event("/", 7L, "[\"baz\"," + placeholder + "]", ONE)),
                arguments(
                        "84a47479706503a36e7370a12fa46461746191c403010203a269640f",
                        ack("/", 15, "[" + placeholder + "]", ONE)),
                arguments(
                        "83a47479706502a36e7370a12fa46461746192a17882ac5f706c616365686f6c646572c3a36e756d00",
                        event("/", null, "[\"x\"," + placeholder + "]")));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPacketEncodesToItsMessage(String hex, SocketPacket packet) {
        assertThat(Messages.hex(MsgpackCodec.encode(packet))).isEqualTo(hex);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aMessageDecodesToItsPacket(String hex, SocketPacket packet) {
        assertThat(Messages.shown(hex)).isEqualTo(Texts.shown(packet));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00|0",
                "7f|127",
                "cc80|128",
                "ccff|255",
                "cd0100|256",
                "cdffff|65535",
                "ce00010000|65536",
                "ceffffffff|4294967295",
                "cf0000000100000000|4294967296",
                "cf001fffffffffffff|9007199254740991",
                "ff|-1",
                "e0|-32",
                "d0df|-33",
                "d080|-128",
                "d1ff7f|-129",
                "d18000|-32768",
                "d2ffff7fff|-32769",
                "d280000000|-2147483648",
                "d3ffffffff7fffffff|-2147483649",
                "d3ffe0000000000001|-9007199254740991",
                "cb3fb999999999999a|0.1",
                "cbbff8000000000000|-1.5",
                "cb3e7ad7f29abcaf48|1e-7",
                "cb3eb0c6f7a0b5ed8d|0.000001",
                "cb8010000000000000|-2.2250738585072014e-308",
                "cb3ee9e3abe16fc70d|0.000012345",
                "cb419d6f3454800000|123456789.125"
            })
    void aNumberIsTheSameInBothForms(String hex, String json) {
        var event = event("/", null, "[\"q\"," + json + "]");

        assertThat(Messages.argument(hex)).isEqualTo(json);
        assertThat(Messages.hex(MsgpackCodec.encode(event))).endsWith("92a171" + hex);
    }

    private static Event event(String namespace, Long id, String args, byte[]... attachments) {
        return new Event(namespace, id, Json.of(args), List.of(attachments));
    }

    private static Ack ack(String namespace, long id, String args, byte[]... attachments) {
        return new Ack(namespace, id, Json.of(args), List.of(attachments));
    }
}
