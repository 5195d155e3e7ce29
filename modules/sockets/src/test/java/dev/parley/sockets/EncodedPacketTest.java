package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.SocketPacket;
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
