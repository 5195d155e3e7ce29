package dev.parley.api.http;

import dev.parley.apps.Scope;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A refusal as backends see it (RFC 9457). Immutable.
 *
 * @param code stable, for programs
 * @param detail what is wrong with this very request
 * @param errors the same for each member of the body, where that is it
 * @param headers sent with it
 */
public record Problem(
        int status, String code, String title, String detail, List<Fault> errors, Map<String, String> headers) {

    /** A body can have as many faults as it has bytes, and each can be as long. */
    private static final int MOST_ERRORS = 20;

    private static final int LONGEST_NAME = 200;

    public Problem {
        errors = List.copyOf(errors);
        headers = Map.copyOf(headers);
    }

    public Problem(int status, String code, String title, String detail) {
        this(status, code, title, detail, List.of(), Map.of());
    }

    public static Problem unauthorized() {
        return new Problem(
                401,
                "unauthorized",
                "An API key is needed",
                "Send a valid key as X-Api-Key or as Authorization: Bearer.",
                List.of(),
                Map.of("WWW-Authenticate", "Bearer"));
    }

    public static Problem outOfScope(Scope needed) {
        return new Problem(
                403,
                "out_of_scope",
                "This API key does not open this",
                "It needs the scope \"" + needed.text() + "\".");
    }

    /** How long to wait, for the header {@code Retry-After}: in whole seconds, one at least. */
    public static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    /** Tells how long to wait. */
    public static Problem rateLimited(Duration wait) {
        String seconds = seconds(wait);
        return new Problem(
                429,
                "rate_limited",
                "Too many requests",
                "Try again in " + seconds + " s.",
                List.of(),
                Map.of("Retry-After", seconds));
    }

    public static Problem invalidJson(String detail) {
        return new Problem(400, "invalid_json", "The body is not JSON", detail);
    }

    public static Problem invalidRequest(String detail) {
        return new Problem(400, "invalid_request", "The request is not as documented", detail);
    }

    public static Problem invalidRequest(List<Fault> faults) {
        List<Fault> told =
                faults.stream().limit(MOST_ERRORS).map(Problem::shortened).toList();
        return new Problem(
                400,
                "invalid_request",
                "The request is not as documented",
                told.stream().map(Fault::toString).collect(Collectors.joining(" ")),
                told,
                Map.of());
    }

    private static Fault shortened(Fault fault) {
        String member = fault.member();
        return member.length() <= LONGEST_NAME
                ? fault
                : new Fault(member.substring(0, LONGEST_NAME) + "...", fault.what());
    }

    /** Whoever should have answered within the node or the cluster did not. */
    public static Problem unavailable() {
        return new Problem(
                503, "unavailable", "This cannot be decided at the moment", "Nothing is known of it. Try again later.");
    }

    public static Problem unknownNamespace(String namespace) {
        return new Problem(
                404,
                "unknown_namespace",
                "There is no such namespace",
                "Namespace " + namespace + " is not served here.");
    }

    /** What the router itself refuses, by HTTP status. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> new Problem(404, "not_found", "There is nothing here", "No route has this path.");
            case 405 -> new Problem(405, "method_not_allowed", "Not with this method", "The path has other methods.");
            case 413 -> new Problem(413, "payload_too_large", "The body is too large", "See api.max-body.");
            case 415 -> new Problem(415, "unsupported_media_type", "The body must be JSON", "Send application/json.");
            case 400 -> invalidRequest("The request could not be read.");
            default -> new Problem(500, "internal_error", "Something went wrong here", "It has been logged.");
        };
    }

    /** Whoever asked may have gone meanwhile. */
    public void send(HttpServerResponse response) {
        if (response.ended() || response.closed()) return;
        var body = JsonWriter.build(w -> {
            w.beginObject().name("type").string("about:blank").name("title").string(title);
            w.name("status")
                    .number(status)
                    .name("detail")
                    .string(detail)
                    .name("code")
                    .string(code);
            if (!errors.isEmpty()) {
                w.name("errors").beginArray();
                for (Fault fault : errors) {
                    w.beginObject().name("member").string(fault.member());
                    w.name("detail").string(fault.what()).endObject();
                }
                w.endArray();
            }
            w.endObject();
        });
        headers.forEach(response::putHeader);
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(Buffer.buffer(body.toBytes()));
    }
}
