package dev.parley.sockets;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Packet;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.engine.Revision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one revision of the Socket.IO protocol does in its own way: how a client comes into a namespace. Stateless, safe on
 * every thread.
 */
sealed interface Dialect permits Protocol4, Protocol5 {

    /** What clients of an engine speak on it. */
    static Dialect of(Revision engine) {
        return switch (engine) {
            case THREE -> new Protocol4();
            case FOUR -> new Protocol5();
        };
    }

    /** Whether a client is taken into {@code /} as soon as its connection is open. Then the server speaks first. */
    boolean joinsRootAtOnce();

    /** What a packet's text may have, where others may have {@code common}. */
    DecodeLimits limits(DecodeLimits common);

    /** The same packet as revision 5 has it, or a fault. */
    Decoded read(Packet whole, DecodeLimits common);

    /** Whether its clients remember how far they have come, so that they can be given what they miss. */
    boolean recovers();

    /**
     * Tells a client that it is in.
     *
     * @param secret by which it can come back for what it misses, if it can
     */
    SocketPacket connected(String namespace, String id, @Nullable String secret);

    /**
     * Tells a client that it may not.
     *
     * @param data more about it, for programs
     */
    SocketPacket refused(String namespace, String message, @Nullable RawJson data);

    /** Tells a client that there is no such namespace: alike in both revisions. */
    default SocketPacket unknown(String namespace) {
        return new SocketPacket.ConnectError(
                namespace,
                JsonWriter.build(w -> w.beginObject()
                        .name("message")
                        .string("Invalid namespace")
                        .endObject()));
    }

    /** The id that a client takes for its own if it is not told, made of its session's secret. */
    Optional<String> assumedId(String namespace, String sid);
}
