package dev.parley.sockets.engine;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A session as requests see it that name it, on this node or another. Called on the connection's event loop; the steps of
 * one request reach the session in the order of the calls.
 */
interface SessionDoor {

    /** A GET. */
    void poll(HttpExchange poll, @Nullable Revision revision);

    /** A POST whose body is about to be read; one of the three that follow ends it. */
    void postBegins(HttpExchange post, @Nullable Revision revision);

    /** The body is complete. */
    void postEnds(HttpExchange post, String contentType, byte[] body);

    /** The body was too large, and its sender was told so. */
    void postRefused(HttpExchange post);

    /** The client is gone. */
    void postAborted(HttpExchange post);

    /** A WebSocket handshake: completed if the session is there to take it, else refused. */
    void upgrade(HttpServerRequest handshake, EngineLoop loop, @Nullable Revision revision);
}
