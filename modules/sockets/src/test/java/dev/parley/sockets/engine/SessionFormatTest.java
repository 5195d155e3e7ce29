package dev.parley.sockets.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.engine.EngineCodec;
import dev.parley.protocol.engine.EnginePacket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One packet in all the forms that clients ask for. */
class SessionFormatTest {

    private static final SessionFormat FOUR = new SessionFormat(Revision.FOUR, false, null);
    private static final SessionFormat FOUR_IN_TEXT = new SessionFormat(Revision.FOUR, true, null);
    private static final SessionFormat THREE = new SessionFormat(Revision.THREE, false, null);
    private static final SessionFormat THREE_IN_TEXT = new SessionFormat(Revision.THREE, true, null);
    private static final SessionFormat SCRIPT = new SessionFormat(Revision.THREE, false, "7");

    private static final WirePacket HELLO = WirePacket.message("hello".getBytes(StandardCharsets.UTF_8));
    private static final WirePacket DATA = WirePacket.binary(new byte[] {1, 2, 3, 4});

    @Test
    void textIsTheSameFrameForAll() {
        for (SessionFormat format : List.of(FOUR, FOUR_IN_TEXT, THREE, THREE_IN_TEXT, SCRIPT))
            assertThat(hex(format.frame(HELLO))).isEqualTo("81063468656c6c6f");
    }

    @Test
    void binaryIsAnotherFrameForEach() {
        assertThat(hex(FOUR.frame(DATA))).isEqualTo("820401020304");
        assertThat(hex(THREE.frame(DATA))).isEqualTo("82050401020304");
        assertThat(hex(FOUR_IN_TEXT.frame(DATA))).isEqualTo("8109" + hex("bAQIDBA=="));
        assertThat(hex(THREE_IN_TEXT.frame(DATA))).isEqualTo("810a" + hex("b4AQIDBA=="));
    }

    @Test
    void aPacketThatIsEncodedOnceServesEveryFormat() {
        THREE.frame(DATA);
        FOUR_IN_TEXT.frame(DATA);
        THREE.body(List.of(HELLO, DATA));
        SCRIPT.body(List.of(HELLO, DATA));
        binaryIsAnotherFrameForEach();
        textIsTheSameFrameForAll();
    }

    @Test
    void aBodySaysWhatItIs() {
        assertThat(said(FOUR.body(List.of(HELLO, DATA)))).isEqualTo("text/plain; charset=UTF-8 4hello\u001ebAQIDBA==");
        assertThat(said(THREE.body(List.of(HELLO)))).isEqualTo("text/plain; charset=UTF-8 6:4hello");
        assertThat(said(THREE_IN_TEXT.body(List.of(HELLO, DATA))))
                .isEqualTo("text/plain; charset=UTF-8 6:4hello10:b4AQIDBA==");
        assertThat(said(SCRIPT.body(List.of(HELLO, DATA))))
                .isEqualTo("text/javascript; charset=UTF-8 ___eio[7](\"6:4hello10:b4AQIDBA==\");");
        assertThat(THREE.body(List.of(HELLO, DATA)).contentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void aPostIsReadAsItsTypeSays() {
        byte[] octets = HexFormat.of().parseHex("0105ff0401020304");
        assertThat(packets(THREE.posted("application/octet-stream", octets))).hasSize(1);
        assertThat(packets(THREE.posted("application/octet-stream; charset=x", octets)))
                .hasSize(1);
        assertThat(packets(THREE.posted("", bytes("6:4hello")))).hasSize(1);
        assertThat(packets(FOUR.posted("text/plain", bytes("4a\u001e4b")))).hasSize(2);
        assertThat(packets(SCRIPT.posted("application/x-www-form-urlencoded", bytes("d=6:4hello"))))
                .hasSize(1);
    }

    @Test
    void aPostOfATypeThatTheSessionMayNotUseIsNothing() {
        assertThat(FOUR.posted("application/octet-stream", bytes("4a"))).isEmpty();
        assertThat(SCRIPT.posted("text/plain", bytes("6:4hello"))).isEmpty();
    }

    private static List<EnginePacket> packets(Optional<EngineCodec.Payload> payload) {
        assertThat(payload.orElseThrow().fault()).isNull();
        return payload.orElseThrow().packets();
    }

    private static String said(PollReply reply) {
        return reply.contentType() + " " + new String(reply.body(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(String text) {
        return hex(bytes(text));
    }
}
