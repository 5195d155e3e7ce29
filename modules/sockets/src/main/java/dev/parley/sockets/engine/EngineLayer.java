package dev.parley.sockets.engine;

/** Makes the layer above for each new session. Called on the session's event loop, before {@link EngineHandler#opened}. */
@FunctionalInterface
public interface EngineLayer {

    EngineHandler handler(EngineSession session, ClientRequest request);
}
