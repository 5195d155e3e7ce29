package dev.parley.sockets;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Packet;
import dev.parley.protocol.socket.SocketPacket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Socket.IO protocol, revision 5: clients ask for each namespace and are told their id in it. */
record Protocol5() implements Dialect {

    @Override
    public boolean joinsRootAtOnce() {
        return false;
    }

    @Override
    public DecodeLimits limits(DecodeLimits common) {
        return common;
    }

    @Override
    public Decoded read(Packet whole, DecodeLimits common) {
        return whole;
    }

    @Override
    public boolean recovers() {
        return true;
    }

    @Override
    public SocketPacket connected(String namespace, String id, @Nullable String secret) {
        return new SocketPacket.Connect(namespace, JsonWriter.object(w -> {
            w.name("sid").string(id);
            if (secret != null) w.name("pid").string(secret);
        }));
    }

    @Override
    public SocketPacket refused(String namespace, String message, @Nullable RawJson data) {
        return new SocketPacket.ConnectError(namespace, JsonWriter.build(w -> {
            w.beginObject().name("message").string(message);
            if (data != null) w.name("data").raw(data);
            w.endObject();
        }));
    }

    @Override
    public Optional<String> assumedId(String namespace, String sid) {
        return Optional.empty();
    }
}
