package dev.parley.client;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An answer that is not 2xx, read as far as it is a problem of Parley's.
 *
 * @param code the problem's, else {@code http_} and the status: a proxy has answered
 * @param retryAfter what the answer asks for, if it does
 */
record Refusal(
        int status,
        String code,
        String detail,
        List<RefusedException.Fault> errors,
        Optional<String> requestId,
        Optional<Duration> retryAfter) {

    /** Parley does nothing at the moment. */
    private static final Set<Integer> NOT_NOW = Set.of(429, 503);

    /** What stands before Parley does not know what became of it. */
    private static final Set<Integer> UNKNOWN = Set.of(502, 504);

    /** The first attempt of the same request is still under way: it is this one's answer that is waited for. */
    private static final String IN_PROGRESS = "idempotency_in_progress";

    Refusal {
        errors = List.copyOf(errors);
    }

    static Refusal of(HttpResponse<byte[]> response) {
        Json problem = problem(response.body());
        int status = response.statusCode();
        return new Refusal(
                status,
                problem.at("code").asText().orElse("http_" + status),
                problem.at("detail").asText().orElse("no problem of Parley's"),
                problem.at("errors").elements().stream().map(Refusal::fault).toList(),
                response.headers().firstValue("X-Request-Id"),
                response.headers().firstValue("Retry-After").flatMap(Refusal::seconds));
    }

    /** Whether the same request may be answered better soon. */
    boolean mayPass(boolean repeatable) {
        return NOT_NOW.contains(status) || (repeatable && (UNKNOWN.contains(status) || code.equals(IN_PROGRESS)));
    }

    String message() {
        return status + " " + code + ": " + detail;
    }

    private static Json problem(byte[] body) {
        try {
            return Json.parse(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException pageOfAProxy) {
            return Json.Null.NULL;
        }
    }

    private static RefusedException.Fault fault(Json error) {
        return new RefusedException.Fault(
                error.at("member").asText().orElse(""),
                error.at("detail").asText().orElse(""));
    }

    private static Optional<Duration> seconds(String header) {
        try {
            return Optional.of(Duration.ofSeconds(Integer.parseUnsignedInt(header.strip())));
        } catch (NumberFormatException aDate) {
            return Optional.empty();
        }
    }
}
