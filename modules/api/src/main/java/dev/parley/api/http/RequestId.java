package dev.parley.api.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The id of a request, by which a backend finds in the log what was written for it. Its response carries it, whatever the
 * response is.
 */
public final class RequestId {

    /** By which a line of the log names the request that it is about. */
    public static final String LOGGED = "request";

    private static final CharSequence HEADER = HttpHeaders.createOptimized("X-Request-Id");

    /** Nothing that could be taken for another line of a log, or for a part of one. */
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestId() {}

    /**
     * Gives a request its id: the one that it came with, or a new one if it came without, or with one that is none.
     *
     * @param ids makes new ones
     */
    public static void assign(HttpServerRequest request, Supplier<String> ids) {
        String given = request.getHeader(HEADER);
        boolean usable = given != null && USABLE.matcher(given).matches();
        request.response().putHeader(HEADER, usable ? given : ids.get());
    }

    /** That of the request with this response, for a line of the log. */
    public static String of(HttpServerResponse response) {
        return Objects.requireNonNullElse(response.headers().get(HEADER), "-");
    }
}
