package dev.parley.sockets;

import dev.parley.sockets.engine.EngineConfig;
import dev.parley.sockets.tls.TlsConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The public listener and the Socket.IO engine behind it.
 *
 * @param host the address to listen on
 * @param port 0 takes a free one
 * @param tls nothing for plain HTTP
 * @param idleTimeout how long a connection may stay without a request, and a request without its end
 * @param connectTimeout how long a connection may stay without joining a namespace
 * @param tokenWarning how long before its expiry a client is told that its token expires
 * @param parser what clients have to speak
 * @param maxNamespaces namespaces that one connection may be in
 * @param maxAttachments binary attachments of one event
 * @param maxAttachmentBytes bytes of all attachments of one event together
 * @param attachmentTimeout how long the next attachment of an event may take, counted from the one before
 * @param maxDepth arrays and objects open at once in the JSON of one event
 * @param allowedOrigins origins whose pages may use the server; {@code *} is all of them
 * @param limits what clients may use up of the node
 * @param servesClient whether pages can load the stock client from here
 * @param eventLoops SocketVerticles, each on its own event loop
 */
public record SocketsConfig(
        String host,
        int port,
        Optional<TlsConfig> tls,
        Duration idleTimeout,
        EngineConfig engine,
        Duration connectTimeout,
        Duration tokenWarning,
        Parser parser,
        int maxNamespaces,
        int maxAttachments,
        int maxAttachmentBytes,
        Duration attachmentTimeout,
        int maxDepth,
        List<String> allowedOrigins,
        ClientLimits limits,
        boolean servesClient,
        int eventLoops) {

    public SocketsConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
