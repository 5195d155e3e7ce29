package dev.parley.sockets;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Packet;
import dev.parley.protocol.socket.SocketPacket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Socket.IO protocol, revision 4, of clients 1 and 2: they are in {@code /} without asking, name other namespaces with a
 * query, and are told no id.
 */
record Protocol4() implements Dialect {

    /** Bytes that a query may have beyond the namespace it belongs to. */
    private static final int QUERY = 4096;

    @Override
    public boolean joinsRootAtOnce() {
        return true;
    }

    @Override
    public DecodeLimits limits(DecodeLimits common) {
        return new DecodeLimits(
                common.attachments(), common.attachmentBytes(), common.depth(), common.namespaceLength() + QUERY);
    }

    /** Only a CONNECT has a query. It stands for the auth object, which this revision does not have. */
    @Override
    public Decoded read(Packet whole, DecodeLimits common) {
        String written = whole.packet().namespace();
        int query = whole.packet() instanceof SocketPacket.Connect ? written.indexOf('?') : -1;
        String namespace = query < 0 ? written : written.substring(0, query);
        if (namespace.length() > common.namespaceLength()) return new Fault("bad namespace");
        if (!(whole.packet() instanceof SocketPacket.Connect)) return whole;
        RawJson auth = query < 0 ? null : NamespaceQuery.read(written.substring(query + 1));
        return new Packet(new SocketPacket.Connect(namespace, auth));
    }

    @Override
    public boolean recovers() {
        return false;
    }

    @Override
    public SocketPacket connected(String namespace, String id, @Nullable String secret) {
        return new SocketPacket.Connect(namespace, null);
    }

    /** The data alone says it if there is any. */
    @Override
    public SocketPacket refused(String namespace, String message, @Nullable RawJson data) {
        return new SocketPacket.ConnectError(namespace, data == null || data.isNull() ? RawJson.string(message) : data);
    }

    @Override
    public Optional<String> assumedId(String namespace, String sid) {
        return Optional.of(namespace.equals("/") ? sid : namespace + "#" + sid);
    }
}
