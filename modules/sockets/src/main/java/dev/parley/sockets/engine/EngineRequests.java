package dev.parley.sockets.engine;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every request under the Engine.IO path: whether it may be, and which session it is for. Confined to the event loop that
 * accepted the connection.
 */
public final class EngineRequests {

    /** Stock clients try again by themselves. Whoever comes again will find another node, or the next. */
    private static final Gate.Refused DRAINING =
            new Gate.Refused(true, "draining", "This node is about to stop; another one takes clients.", 1);

    private final EngineLoop loop;
    private final Sessions sessions;
    private final Function<HttpServerRequest, Origins> origins;
    private final Entrance entrance;
    private final EngineLayer layer;
    private final RequestCheck check;

    /**
     * @param origins whose pages may send a request
     * @param layer what stands above the sessions that are opened here
     */
    public EngineRequests(
            EngineLoop loop,
            Sessions sessions,
            Function<HttpServerRequest, Origins> origins,
            Entrance entrance,
            EngineLayer layer) {
        this.loop = loop;
        this.sessions = sessions;
        this.origins = origins;
        this.entrance = entrance;
        this.layer = layer;
        this.check = new RequestCheck(loop.config());
    }

    /** Whether the request is for the engine at all. */
    public boolean claims(HttpServerRequest request) {
        String claimed = loop.config().path();
        String path = request.path();
        if (path == null) return false;
        boolean bare =
                !loop.config().trailingSlash() && path.length() == claimed.length() - 1 && claimed.startsWith(path);
        return bare || path.startsWith(claimed);
    }

    public void handle(HttpServerRequest request) {
        Origins.Permit origin = origins.apply(request).of(request);
        if (HttpMethod.OPTIONS.equals(request.method()) && origin instanceof Origins.CrossOrigin) {
            preflight(request, origin);
            return;
        }
        String sid = request.getParam("sid");
        Optional<SessionDoor> door = sid == null ? Optional.empty() : sessions.door(sid);
        boolean upgrade = isWebSocket(request);
        EngineError fault = check.fault(request, upgrade, origin, door.isPresent());
        if (fault == null && door.isEmpty()) {
            newcomer(request, upgrade, origin);
        } else if (upgrade) {
            webSocket(request, origin, fault, door);
        } else {
            polling(new HttpExchange(request, loop, origin), fault, door);
        }
    }

    private void newcomer(HttpServerRequest request, boolean upgrade, Origins.Permit origin) {
        if (sessions.local().isRefusing()) {
            Entrance.refuse(DRAINING, request, origin);
            return;
        }
        ClientRequest client = entrance.client(request);
        switch (entrance.gate().enter(client)) {
            case Gate.Refused refused -> Entrance.refuse(refused, request, origin);
            case Gate.Entered entered -> open(request, upgrade, origin, opening(request, client, entered.ticket()));
        }
    }

    private void open(
            HttpServerRequest request, boolean upgrade, Origins.Permit origin, EngineSession.Opening opening) {
        if (upgrade) {
            // What is set here goes out with the answer to the handshake.
            origin.apply(request.response());
            NettyLink.accept(request, loop)
                    .onSuccess(link -> EngineSession.open(loop, opening, link))
                    .onFailure(gone -> opening.ticket().left());
        } else {
            var exchange = new HttpExchange(request, loop, origin);
            loop.config().cookie().ifPresent(name -> exchange.cookie(name, opening.sid()));
            EngineSession.open(loop, opening, exchange);
        }
    }

    private static boolean isWebSocket(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method())
                && request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    private static void preflight(HttpServerRequest request, Origins.Permit origin) {
        var response = request.response().setStatusCode(204);
        origin.apply(response);
        String wanted = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (wanted != null) response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, wanted);
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,POST").end();
    }

    private void webSocket(
            HttpServerRequest request, Origins.Permit origin, @Nullable EngineError fault, Optional<SessionDoor> door) {
        // What is set here goes out with the answer to the handshake, whichever it is.
        origin.apply(request.response());
        if (fault != null) {
            fault.refuse(request);
        } else {
            door.orElseThrow().upgrade(request, loop, revision(request));
        }
    }

    private void polling(HttpExchange exchange, @Nullable EngineError fault, Optional<SessionDoor> door) {
        HttpServerRequest request = exchange.request();
        if (fault != null) {
            exchange.answer(PollReply.of(fault));
        } else if (HttpMethod.GET.equals(request.method())) {
            door.orElseThrow().poll(exchange, revision(request));
        } else if (HttpMethod.POST.equals(request.method())) {
            post(exchange, door.orElseThrow());
        } else {
            exchange.answer(PollReply.bare(500));
        }
    }

    private void post(HttpExchange exchange, SessionDoor door) {
        HttpServerRequest request = exchange.request();
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        door.postBegins(exchange, revision(request));
        request.exceptionHandler(gone -> door.postAborted(exchange));
        var body = new BoundedBody(loop.config().maxPayload());
        request.handler(chunk -> {
            if (body.add(chunk) == BoundedBody.Verdict.JUST_EXCEEDED) {
                exchange.refuseBody();
                door.postRefused(exchange);
            }
        });
        request.endHandler(end ->
                body.complete().ifPresent(bytes -> door.postEnds(exchange, type == null ? "" : type, bytes)));
    }

    private static @Nullable Revision revision(HttpServerRequest request) {
        return Revision.of(request.getParam("EIO"));
    }

    private EngineSession.Opening opening(HttpServerRequest request, ClientRequest client, Gate.Ticket ticket) {
        Revision revision = revision(request);
        if (revision == null) throw new IllegalStateException("checked before");
        return new EngineSession.Opening(sessions.newId(), SessionFormat.of(request, revision), layer, client, ticket);
    }
}
