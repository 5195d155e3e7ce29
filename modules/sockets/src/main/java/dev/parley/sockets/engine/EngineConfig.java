package dev.parley.sockets.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How sessions behave.
 *
 * @param path where Engine.IO is spoken, with a slash at both ends
 * @param trailingSlash whether a client must send the path's last slash
 * @param transports what clients may use: {@code polling}, {@code websocket}
 * @param revision3 whether clients of revision 3 are let in
 * @param pingInterval from one heartbeat to the next
 * @param pingTimeout how long a heartbeat may stay unanswered
 * @param upgradeTimeout how long an upgrade may take
 * @param maxPayload bytes of a request body or a WebSocket message, both ways of counting it inclusive
 * @param outboundBytes bytes that may wait for one client
 * @param outboundPackets packets that may wait for one client, attachments counted
 * @param compressionThreshold bytes from which the answer to a poll is compressed
 * @param cookie the name of the cookie that tells load balancers the session, if one is to be sent
 */
public record EngineConfig(
        String path,
        boolean trailingSlash,
        Set<String> transports,
        boolean revision3,
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        int maxPayload,
        int outboundBytes,
        int outboundPackets,
        int compressionThreshold,
        Optional<String> cookie) {

    /** All transports that there are. */
    public static final List<String> TRANSPORTS = List.of("polling", "websocket");

    public EngineConfig {
        transports = Set.copyOf(transports);
    }
}
