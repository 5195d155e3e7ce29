package dev.parley.sockets;

import dev.parley.protocol.msgpack.MsgpackCodec;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.WirePacket;
import dev.parley.sockets.engine.Worth;
import java.util.ArrayList;
import java.util.List;

/** How packets are written to one client. */
enum PacketFormat {
    /** A text, and the attachments behind it. */
    JSON {
        @Override
        List<WirePacket> encode(SocketPacket packet, Worth worth) {
            SocketCodec.Encoded encoded = SocketCodec.encode(packet);
            WirePacket text = WirePacket.message(encoded.text()).worth(worth, Asked.in(packet));
            if (encoded.attachments().isEmpty()) return List.of(text);
            var messages = new ArrayList<WirePacket>(1 + encoded.attachments().size());
            messages.add(text);
            for (byte[] attachment : encoded.attachments())
                messages.add(WirePacket.binary(attachment).worth(Worth.PART, null));
            return List.copyOf(messages);
        }
    },
    /** One binary message with everything in it. */
    MSGPACK {
        @Override
        List<WirePacket> encode(SocketPacket packet, Worth worth) {
            return List.of(WirePacket.binary(MsgpackCodec.encode(packet)).worth(worth, Asked.in(packet)));
        }
    };

    /** The messages that carry a packet, in order and with nothing between them. */
    abstract List<WirePacket> encode(SocketPacket packet, Worth worth);
}
