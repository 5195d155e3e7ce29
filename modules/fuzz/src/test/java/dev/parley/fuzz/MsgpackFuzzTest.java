package dev.parley.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.protocol.msgpack.MsgpackCodec;
import dev.parley.protocol.socket.PacketHead;
import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Ignored;
import dev.parley.protocol.socket.SocketCodec.Packet;
import dev.parley.protocol.socket.SocketPacket;

/** Socket.IO in its MessagePack parser. */
class MsgpackFuzzTest {

    @DictionaryEntries({
        "\\xa4type",
        "\\xa3nsp\\xa1/",
        "\\xa2id",
        "\\xa4data",
        "\\xac_placeholder\\xc3",
        "\\xa3num",
        "\\xd4\\x00\\x00",
        "\\xd7\\x00",
        "\\xd6\\xff"
    })
    @FuzzTest
    void decode(byte[] input) {
        switch (MsgpackCodec.decode(input, PacketRules.LIMITS)) {
            case Packet(SocketPacket packet) -> {
                bounded(packet, input.length);
                PacketRules.hold(packet);
                messageIsTheSame(packet, input.length);
            }
            case Ignored(String why) -> assertThat(why).isNotBlank();
            case Fault(String why) -> assertThat(why).isNotBlank();
            case Awaiting awaiting -> throw new AssertionError();
        }
    }

    private static void bounded(SocketPacket packet, int length) {
        int attachments =
                packet.attachments().stream().mapToInt(part -> part.length).sum();
        assertThat(attachments).isLessThanOrEqualTo(length);
        PacketHead head = PacketHead.of(packet);
        if (head.payload() == null) return;
        assertThat(head.payload().length()).isLessThanOrEqualTo(6 * length + 31 * head.attachments());
    }

    private static void messageIsTheSame(SocketPacket packet, int length) {
        byte[] message = MsgpackCodec.encode(packet);
        assertThat(message.length).isLessThanOrEqualTo(32 + 6 * length);
        assertThat(Shown.decoded(MsgpackCodec.decode(message, PacketRules.LIMITS)))
                .isEqualTo(Shown.packet(packet));
    }
}
