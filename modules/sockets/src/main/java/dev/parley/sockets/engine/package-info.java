/**
 * Engine.IO: a session over polling, over WebSocket, and from one to the other.
 *
 * <p>{@link dev.parley.sockets.engine.EngineRequests} is where requests come in, {@link
 * dev.parley.sockets.engine.EngineSession} what they belong to. The layer above sees an {@link
 * dev.parley.sockets.engine.EngineHandler} with four methods; this package knows nothing of it.
 */
@NullMarked
package dev.parley.sockets.engine;

import org.jspecify.annotations.NullMarked;
