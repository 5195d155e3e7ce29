package dev.parley.sockets.engine;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;

/**
 * Every request under the Engine.IO path: what it must be, in the reference's order, and whose session it is for. Confined
 * to the event loop that accepted the connection.
 */
public final class EngineRequests {

    private static final Set<String> TRANSPORTS = Set.of("polling", "websocket");
    private static final String REVISION = "4";

    private final EngineLoop loop;
    private final Origins origins;
    private final EngineLayer layer;

    public EngineRequests(EngineLoop loop, Origins origins, EngineLayer layer) {
        this.loop = loop;
        this.origins = origins;
        this.layer = layer;
    }

    /** Whether the request is for the engine at all. */
    public boolean claims(HttpServerRequest request) {
        String path = request.path();
        return path != null && path.startsWith(loop.config().path());
    }

    public void handle(HttpServerRequest request) {
        Origins.Permit origin = origins.of(request);
        var exchange = new PollExchange(request, loop, origin);
        boolean upgrade = wantsWebSocket(request);
        if (HttpMethod.OPTIONS.equals(request.method()) && !(origin instanceof Origins.Stranger)) {
            preflight(request, origin);
            return;
        }
        Optional<EngineSession> session =
                Optional.ofNullable(request.getParam("sid")).flatMap(loop.sessions()::find);
        Optional<EngineError> fault = fault(request, upgrade, origin, session.isPresent());
        if (fault.isPresent()) {
            if (upgrade) {
                refuseUpgrade(request, fault.get());
            } else {
                exchange.refuse(fault.get());
            }
        } else if (upgrade) {
            upgrade(request, session);
        } else if (session.isEmpty()) {
            EngineSession.open(loop, exchange, layer, client(request));
        } else if (HttpMethod.GET.equals(request.method())) {
            poll(request, exchange, session.get());
        } else if (HttpMethod.POST.equals(request.method())) {
            post(request, exchange, session.get());
        } else {
            exchange.refuse(500);
        }
    }

    private Optional<EngineError> fault(
            HttpServerRequest request, boolean upgrade, Origins.Permit origin, boolean known) {
        String transport = request.getParam("transport");
        boolean hasSid = request.getParam("sid") != null;
        EngineError fault = null;
        if (transport == null || !TRANSPORTS.contains(transport)) {
            fault = EngineError.TRANSPORT_UNKNOWN;
        } else if (origin instanceof Origins.Garbled) {
            fault = EngineError.BAD_REQUEST;
        } else if (hasSid && !known) {
            fault = EngineError.SESSION_UNKNOWN;
        } else if (!hasSid && !HttpMethod.GET.equals(request.method())) {
            fault = EngineError.BAD_HANDSHAKE_METHOD;
        } else if (transport.equals("websocket") != upgrade) {
            fault = EngineError.BAD_REQUEST;
        } else if (origin instanceof Origins.Stranger) {
            fault = EngineError.FORBIDDEN;
        } else if (!REVISION.equals(request.getParam("EIO"))) {
            fault = EngineError.UNSUPPORTED_PROTOCOL;
        }
        return Optional.ofNullable(fault);
    }

    private static boolean wantsWebSocket(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method())
                && request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    private void poll(HttpServerRequest request, PollExchange exchange, EngineSession session) {
        request.response().closeHandler(gone -> session.execute(() -> session.pollAborted(exchange)));
        session.execute(() -> session.poll(exchange));
    }

    private void post(HttpServerRequest request, PollExchange exchange, EngineSession session) {
        if (!isText(request)) {
            exchange.refuse(400);
            session.execute(() -> session.close(CloseReason.TRANSPORT_ERROR));
            return;
        }
        session.execute(() -> session.postBegins(exchange));
        request.exceptionHandler(gone -> session.execute(() -> session.postAborted(exchange)));
        var body = new BoundedBody(loop.config().maxPayload());
        request.handler(chunk -> {
            if (body.add(chunk) == BoundedBody.Verdict.JUST_EXCEEDED) {
                exchange.refuseBody();
                session.execute(() -> session.postRefused(exchange));
            }
        });
        request.endHandler(end ->
                body.complete().ifPresent(bytes -> session.execute(() -> session.postEnds(exchange, bytes))));
    }

    /** Binary bodies belong to revision 3. */
    private static boolean isText(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type == null || !type.startsWith("application/octet-stream");
    }

    private void upgrade(HttpServerRequest request, Optional<EngineSession> session) {
        request.toWebSocket()
                .onSuccess(webSocket -> session.ifPresentOrElse(
                        polling -> {
                            var candidate = new WebSocketLink(webSocket, polling.loop());
                            polling.execute(() -> polling.upgrade(candidate));
                        },
                        () -> EngineSession.open(loop, new WebSocketLink(webSocket, loop), layer, client(request))));
    }

    private static void refuseUpgrade(HttpServerRequest request, EngineError fault) {
        request.response()
                .setStatusCode(400)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(fault.message()))
                .onComplete(sent -> request.connection().close());
    }

    private static void preflight(HttpServerRequest request, Origins.Permit origin) {
        var response = request.response().setStatusCode(204);
        origin.apply(response);
        String wanted = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (wanted != null) response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,POST").end();
    }

    private static ClientRequest client(HttpServerRequest request) {
        return new ClientRequest(
                request.headers(), request.params(), request.remoteAddress().hostAddress());
    }
}
