package dev.parley.tokens;

import dev.parley.apps.Apps;
import dev.parley.outbound.Call;
import dev.parley.outbound.CallFailed;
import dev.parley.outbound.HttpCaller;
import dev.parley.outbound.Reply;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;

/**
 * Asks the servers that apps name. Confined to the context of its TokenVerticle.
 *
 * <p>The addresses of the configured app are the operator's, and called wherever they are; those of all others came by the
 * admin API, and are judged.
 */
record Backends(HttpCaller caller, Apps apps) {

    /** Fails with {@link CallFailed} when there is no whole answer in time, or one of more than {@code cap} bytes. */
    Future<Reply> get(String app, URI url, Duration timeout, int cap) {
        return ask(HttpMethod.GET, app, url, headers(), Buffer.buffer(), timeout, cap);
    }

    /** The same with a body in JSON. */
    Future<Reply> post(String app, URI url, Buffer json, Duration timeout, int cap) {
        return ask(HttpMethod.POST, app, url, headers().add("content-type", "application/json"), json, timeout, cap);
    }

    private Future<Reply> ask(
            HttpMethod method, String app, URI url, MultiMap headers, Buffer body, Duration timeout, int cap) {
        boolean trusted = app.equals(apps.standard().id());
        return caller.call(new Call(method, url, trusted, headers, body, timeout, cap, false));
    }

    private static MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap().add("accept", "application/json");
    }
}
