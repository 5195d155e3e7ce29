package dev.parley.profiles.panel;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;

/** What a route answers. What was handled has the HTTP status of its method, whatever its body says of the outcome. */
sealed interface PanelAnswer {

    RawJson body();

    /** A route has done what it does, perhaps without success. */
    record Handled(RawJson body) implements PanelAnswer {}

    /** It never came to that. */
    record Thrown(int status, RawJson body) implements PanelAnswer {}

    /** {@code {"message":[...],"statusCode"}}. */
    static PanelAnswer handled(int statusCode, String message) {
        return new Handled(JsonWriter.object(w -> envelope(w, statusCode, message)));
    }

    /** {@code {"message":[...],"statusCode","content"}}. */
    static PanelAnswer handled(int statusCode, String message, Consumer<JsonWriter> content) {
        return new Handled(JsonWriter.object(w -> {
            envelope(w, statusCode, message);
            content.accept(w.name("content"));
        }));
    }

    /** Without an envelope. */
    static PanelAnswer bare(Consumer<JsonWriter> content) {
        return new Handled(JsonWriter.build(content));
    }

    private static void envelope(JsonWriter w, int statusCode, String message) {
        w.name("message").beginArray().string(message).endArray();
        w.name("statusCode").number(statusCode);
    }

    /** {@code {"message":[...],"error":"Bad Request","statusCode":400}}. */
    static PanelAnswer invalid(List<String> faults) {
        return new Thrown(400, JsonWriter.object(w -> {
            w.name("message").beginArray();
            faults.forEach(w::string);
            framework(w.endArray(), "Bad Request", 400);
        }));
    }

    /** {@code {"message":"...","error":"Bad Request","statusCode":400}}. */
    static PanelAnswer badRequest(String message) {
        return framework(message, "Bad Request", 400);
    }

    static PanelAnswer forbidden() {
        return framework("Forbidden resource", "Forbidden", 403);
    }

    static PanelAnswer notFound(HttpMethod method, String path) {
        return framework("Cannot " + method.name() + " " + path, "Not Found", 404);
    }

    private static PanelAnswer framework(String message, String error, int status) {
        return new Thrown(
                status, JsonWriter.object(w -> framework(w.name("message").string(message), error, status)));
    }

    private static void framework(JsonWriter w, String error, int status) {
        w.name("error").string(error).name("statusCode").number(status);
    }

    /** {@code {"statusCode","message"}}. */
    static PanelAnswer thrown(int status, String message) {
        return new Thrown(
                status,
                JsonWriter.object(
                        w -> w.name("statusCode").number(status).name("message").string(message)));
    }

    static PanelAnswer failed() {
        return thrown(500, "Internal server error");
    }

    /** Whoever asked may have gone meanwhile. */
    default void send(RoutingContext ctx) {
        // The rest of a body that nobody reads is not to hold up the connection.
        ctx.request().resume();
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed() || response.headWritten()) return;
        int status =
                switch (this) {
                    case Handled handled -> HttpMethod.POST.equals(ctx.request().method()) ? 201 : 200;
                    case Thrown thrown -> thrown.status();
                };
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Buffer.buffer(body().toBytes()));
    }
}
