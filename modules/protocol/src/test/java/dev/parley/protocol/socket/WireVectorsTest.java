package dev.parley.protocol.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parley.protocol.json.Json;
import dev.parley.protocol.socket.SocketCodec.Encoded;
import dev.parley.protocol.socket.SocketPacket.Ack;
import dev.parley.protocol.socket.SocketPacket.Connect;
import dev.parley.protocol.socket.SocketPacket.ConnectError;
import dev.parley.protocol.socket.SocketPacket.Disconnect;
import dev.parley.protocol.socket.SocketPacket.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every encoding of the protocol, in both directions. */
class WireVectorsTest {

    private static final byte[] ONE = {1, 2, 3};
    private static final byte[] TWO = {};

    static Stream<Arguments> vectors() {
        String placeholder = "{\"_placeholder\":true,\"num\":0}";
        String second = "{\"_placeholder\":true,\"num\":1}";
        return Stream.of(
                arguments("0", new Connect("/", null)),
                arguments("0{\"token\":\"1\"}", new Connect("/", Json.of("{\"token\":\"1\"}"))),
                arguments("0/admin,", new Connect("/admin", null)),
                arguments("0/admin,{\"sid\":\"x\"}", new Connect("/admin", Json.of("{\"sid\":\"x\"}"))),
                arguments("1", new Disconnect("/")),
                arguments("1/admin,", new Disconnect("/admin")),
                arguments("2[\"x\"]", event("/", null, "[\"x\"]")),
                arguments(
                        "2[\"x\",{\"a\":[1.0,null]},\"é\u2028😀\"]",
                        event("/", null, "[\"x\",{\"a\":[1.0,null]},\"é\u2028😀\"]")),
                arguments("20[\"x\"]", event("/", 0L, "[\"x\"]")),
                arguments("2/admin,456[\"project:delete\",123]", event("/admin", 456L, "[\"project:delete\",123]")),
                arguments("2/ädmin?a=1,[\"x\"]", event("/ädmin?a=1", null, "[\"x\"]")),
                arguments("312[]", ack("/", 12, "[]")),
                arguments("3/admin,456[{\"ok\":true}]", ack("/admin", 456, "[{\"ok\":true}]")),
                arguments("4{\"message\":\"no\"}", new ConnectError("/", Json.of("{\"message\":\"no\"}"))),
                arguments(
                        "4/nope,{\"message\":\"Invalid namespace\"}",
                        new ConnectError("/nope", Json.of("{\"message\":\"Invalid namespace\"}"))),
                arguments("4\"denied\"", new ConnectError("/", Json.of("\"denied\""))),
                arguments("51-[\"baz\"," + placeholder + "]", event("/", null, "[\"baz\"," + placeholder + "]", ONE)),
                arguments(
                        "52-/admin,[\"baz\"," + placeholder + ",[" + second + "]]",
                        event("/admin", null, "[\"baz\"," + placeholder + ",[" + second + "]]", ONE, TWO)),
                arguments("51-7[\"baz\"," + placeholder + "]", event("/", 7L, "[\"baz\"," + placeholder + "]", ONE)),
                arguments("61-15[" + placeholder + "]", ack("/", 15, "[" + placeholder + "]", ONE)),
                arguments("61-/admin,456[" + placeholder + "]", ack("/admin", 456, "[" + placeholder + "]", ONE)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPacketEncodesToItsMessages(String text, SocketPacket packet) {
        Encoded encoded = SocketCodec.encode(packet);

        assertThat(encoded.text()).asString(StandardCharsets.UTF_8).isEqualTo(text);
        assertThat(encoded.attachments()).isEqualTo(attachments(packet));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theMessagesDecodeToTheirPacket(String text, SocketPacket packet) {
        byte[][] attachments = attachments(packet).toArray(byte[][]::new);

        assertThat(Texts.shown(Texts.decode(text, attachments))).isEqualTo(Texts.shown(packet));
    }

    private static List<byte[]> attachments(SocketPacket packet) {
        return switch (packet) {
            case Event event -> event.attachments();
            case Ack ack -> ack.attachments();
            default -> List.of();
        };
    }

    private static Event event(String namespace, Long id, String args, byte[]... attachments) {
        return new Event(namespace, id, Json.of(args), List.of(attachments));
    }

    private static Ack ack(String namespace, long id, String args, byte[]... attachments) {
        return new Ack(namespace, id, Json.of(args), List.of(attachments));
    }
}
