package dev.parley.sockets;

import java.time.Duration;
import java.util.List;

/**
 * The public listener and the Socket.IO engine behind it.
 *
 * @param host the address to listen on
 * @param port 0 takes a free one
 * @param path where Engine.IO is spoken, such as {@code /socket.io/}
 * @param pingInterval from one heartbeat to the next
 * @param pingTimeout how long a heartbeat may stay unanswered
 * @param upgradeTimeout how long an upgrade may take from the WebSocket's opening
 * @param connectTimeout how long a connection may stay without joining a namespace
 * @param maxNamespaces namespaces that one connection may be in
 * @param maxPayload bytes of a request body or WebSocket message; also told to clients
 * @param maxAttachments binary attachments of one event
 * @param maxDepth arrays and objects open at once in the JSON of one event
 * @param outboundBytes bytes that may wait for one slow client before its connection is closed
 * @param allowedOrigins origins whose pages may use the server; {@code *} is all of them
 * @param eventLoops SocketVerticles, each on its own event loop
 */
public record SocketsConfig(
        String host,
        int port,
        String path,
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Duration connectTimeout,
        int maxNamespaces,
        int maxPayload,
        int maxAttachments,
        int maxDepth,
        int outboundBytes,
        List<String> allowedOrigins,
        int eventLoops) {

    public SocketsConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
