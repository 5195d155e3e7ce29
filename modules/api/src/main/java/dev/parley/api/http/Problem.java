package dev.parley.api;

import dev.parley.apps.Scope;
import dev.parley.protocol.json.JsonWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * A refusal as backends see it (RFC 9457).
 *
 * @param code stable, for programs
 * @param detail what is wrong with this very request
 */
record Problem(int status, String code, String title, String detail) {

    static Problem unauthorized() {
        return new Problem(
                401,
                "unauthorized",
                "An API key is needed",
                "Send a valid key as X-Api-Key or as Authorization: Bearer.");
    }

    static Problem outOfScope(Scope needed) {
        return new Problem(
                403,
                "out_of_scope",
                "This API key does not open this",
                "It needs the scope \"" + needed.text() + "\".");
    }

    static Problem invalidJson(String detail) {
        return new Problem(400, "invalid_json", "The body is not JSON", detail);
    }

    static Problem invalidRequest(String detail) {
        return new Problem(400, "invalid_request", "The request is not as documented", detail);
    }

    static Problem unknownNamespace(String namespace) {
        return new Problem(
                404,
                "unknown_namespace",
                "There is no such namespace",
                "Namespace " + namespace + " is not served here.");
    }

    static Problem tooManyOpenAcks() {
        return new Problem(
                503,
                "too_many_open_acks",
                "Too many emits wait for acknowledgements",
                "Nothing was emitted. Try again later, or without \"ack\"; see api.max-open-acks.");
    }

    /** What the router itself refuses, by HTTP status. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> new Problem(404, "not_found", "There is nothing here", "No route has this path.");
            case 405 -> new Problem(405, "method_not_allowed", "Not with this method", "The path has other methods.");
            case 413 -> new Problem(413, "payload_too_large", "The body is too large", "See api.max-body.");
            case 415 -> new Problem(415, "unsupported_media_type", "The body must be JSON", "Send application/json.");
            case 400 -> invalidRequest("The request could not be read.");
            default -> new Problem(500, "internal_error", "Something went wrong here", "It has been logged.");
        };
    }

    void send(HttpServerResponse response) {
        if (response.ended() || response.closed()) return;
        var body = JsonWriter.build(w -> w.beginObject()
                .name("type")
                .string("about:blank")
                .name("title")
                .string(title)
                .name("status")
                .number(status)
                .name("detail")
                .string(detail)
                .name("code")
                .string(code)
                .endObject());
        if (status == 401) response.putHeader("WWW-Authenticate", "Bearer");
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(Buffer.buffer(body.toBytes()));
    }
}
