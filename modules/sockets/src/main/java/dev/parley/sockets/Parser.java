package dev.parley.sockets;

import org.jspecify.annotations.Nullable;

/** Which of Socket.IO's parsers clients have to use: the setting {@code sockets.parser}. */
public enum Parser {
    /** The one that a client's first message is of: a text is JSON, bytes are MessagePack. */
    AUTO,
    /** The one that stock clients use by default. */
    JSON,
    /** {@code socket.io-msgpack-parser}. */
    MSGPACK;

    /**
     * What is known of a client before it has sent anything; null if that is nothing.
     *
     * @param serverSpeaksFirst then JSON is the better guess
     */
    @Nullable
    PacketFormat format(boolean serverSpeaksFirst) {
        return switch (this) {
            case AUTO -> serverSpeaksFirst ? PacketFormat.JSON : null;
            case JSON -> PacketFormat.JSON;
            case MSGPACK -> PacketFormat.MSGPACK;
        };
    }
}
