package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.NodeId;
import dev.parley.bus.Position;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.Worth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A packet on its way to many. */
class EncodedPacketTest {

    private final EncodedPacket packet =
            EncodedPacket.of(new SocketPacket.Event("/", null, RawJson.EMPTY_ARRAY, List.of(new byte[1], new byte[2])));

    @ParameterizedTest
    @EnumSource
    void isEncodedOnceForEachFormat(PacketFormat format) {
        assertThat(packet.in(format)).isSameAs(packet.in(format));
    }

    @Test
    void isAsManyMessagesAsItsFormatNeeds() {
        assertThat(packet.in(PacketFormat.JSON)).hasSize(3);
        assertThat(packet.in(PacketFormat.MSGPACK)).hasSize(1);
    }

    @Test
    void hasItsOffsetAsOneMoreArgumentForThoseWhoKeepIt() {
        var heard = Position.EMPTY.with(new NodeId("a"), 7);
        var event = new SocketPacket.Event("/", null, RawJson.EMPTY_ARRAY.with(RawJson.string("news")), List.of());
        EncodedPacket stamped = EncodedPacket.of(event, Worth.KEPT, heard, null);
        assertThat(stamped.withOffset())
                .isEqualTo(
                        new SocketPacket.Event("/", null, event.args().with(RawJson.string(heard.text())), List.of()));
        for (PacketFormat format : PacketFormat.values()) {
            assertThat(stamped.withOffsetIn(format)).isSameAs(stamped.withOffsetIn(format));
            assertThat(stamped.withOffsetIn(format)).isNotEqualTo(stamped.in(format));
        }
    }

    @Test
    void hasNoOffsetWhereAnAnswerIsAskedFor() {
        var event = new SocketPacket.Event("/", 3L, RawJson.EMPTY_ARRAY.with(RawJson.string("news")), List.of());
        EncodedPacket question = EncodedPacket.of(event, Worth.KEPT, Position.EMPTY, null);
        assertThat(question.withOffset()).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, false,",
        "AUTO, true, JSON",
        "JSON, false, JSON",
        "JSON, true, JSON",
        "MSGPACK, false, MSGPACK",
        "MSGPACK, true, MSGPACK"
    })
    void hasAFormatByTheSettingUnlessTheClientBegins(Parser setting, boolean serverSpeaksFirst, PacketFormat format) {
        assertThat(setting.format(serverSpeaksFirst)).isEqualTo(format);
    }
}
