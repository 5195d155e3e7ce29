package dev.parley.sockets.engine;

import dev.parley.protocol.json.JsonWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** What stands before the sessions of a node: who comes, and whether there is room. Immutable. */
public record Entrance(TrustedProxies proxies, Gate gate) {

    /** One that everybody comes through, and nobody is counted at. */
    public static Entrance open() {
        return new Entrance(new TrustedProxies(List.of()), client -> new Gate.Entered(Gate.Ticket.FREE));
    }

    ClientRequest client(HttpServerRequest request) {
        return new ClientRequest(request.headers(), request.params(), proxies.clientOf(request));
    }

    /** Tells a client, before anything is upgraded, that it may not come in now. */
    static void refuse(Gate.Refused why, HttpServerRequest request, Origins.Permit origin) {
        byte[] body = JsonWriter.object(
                        w -> w.name("code").string(why.code()).name("message").string(why.message()))
                .toBytes();
        origin.apply(request.response());
        request.response()
                .setStatusCode(why.node() ? 503 : 429)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(why.retryAfter()))
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(body))
                .onComplete(sent -> request.connection().close());
    }
}
