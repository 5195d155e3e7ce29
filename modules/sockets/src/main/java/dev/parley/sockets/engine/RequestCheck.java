package dev.parley.sockets.engine;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request to the engine must be, in the order in which the reference looks (Engine.IO reference, "verify").
 * Whether it fits the session that it names is that session's to say. Immutable.
 */
record RequestCheck(EngineConfig config) {

    /**
     * The first thing that is wrong.
     *
     * @param upgrade whether the request is a WebSocket handshake
     * @param known whether the session that it names may be there
     */
    @Nullable
    EngineError fault(HttpServerRequest request, boolean upgrade, Origins.Permit origin, boolean known) {
        String transport = request.getParam("transport");
        boolean hasSid = request.getParam("sid") != null;
        if (transport == null || !config.transports().contains(transport)) return EngineError.TRANSPORT_UNKNOWN;
        if (origin instanceof Origins.Garbled) return EngineError.BAD_REQUEST;
        if (hasSid && !known) return EngineError.SESSION_UNKNOWN;
        if (!hasSid && !HttpMethod.GET.equals(request.method())) return EngineError.BAD_HANDSHAKE_METHOD;
        if (transport.equals("websocket") != upgrade) return EngineError.BAD_REQUEST;
        if (origin instanceof Origins.Stranger) return EngineError.FORBIDDEN;
        if (!hasSid && !isSpoken(Revision.of(request.getParam("EIO")))) return EngineError.UNSUPPORTED_PROTOCOL;
        return null;
    }

    private boolean isSpoken(@Nullable Revision revision) {
        return revision == Revision.FOUR || (revision == Revision.THREE && config.revision3());
    }
}
