package dev.parley.sockets.engine;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may use the server. Browsers send an {@code Origin}; whoever sends none is no page and is not asked.
 * Immutable.
 */
public final class Origins {

    /** What an origin may do. */
    sealed interface Permit {

        /** Adds what a browser needs to be told. */
        default void apply(HttpServerResponse response) {}
    }

    /** No page, or one of this server's own. */
    record SameOrigin() implements Permit {}

    /** A page from elsewhere that is allowed to. */
    record CrossOrigin(String origin, boolean anybody) implements Permit {
        @Override
        public void apply(HttpServerResponse response) {
            if (anybody) {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            } else {
                response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                        .headers()
                        .add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            }
        }
    }

    /** A page from elsewhere that is not. */
    record Stranger() implements Permit {}

    /** Not an origin at all: the header has characters that no origin has. */
    record Garbled() implements Permit {}

    private final boolean anybody;
    private final Set<String> allowed;

    /** Origins such as {@code https://example.org}, hostnames, or {@code *}. */
    public Origins(List<String> allowed) {
        this.anybody = allowed.contains("*");
        this.allowed =
                allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    Permit of(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) return new SameOrigin();
        for (int i = 0; i < origin.length(); i++) {
            if (origin.charAt(i) < 0x21 || origin.charAt(i) > 0x7e) return new Garbled();
        }
        if (isOwn(origin, request)) return new SameOrigin();
        if (anybody) return new CrossOrigin(origin, true);
        String host = host(origin);
        boolean listed = allowed.contains(origin.toLowerCase(Locale.ROOT)) || (host != null && allowed.contains(host));
        return listed ? new CrossOrigin(origin, false) : new Stranger();
    }

    private static boolean isOwn(String origin, HttpServerRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        int authority = origin.indexOf("://");
        return host != null && authority > 0 && origin.substring(authority + 3).equalsIgnoreCase(host);
    }

    private static @Nullable String host(String origin) {
        try {
            String host = new URI(origin).getHost();
            return host == null ? null : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException garbled) {
            return null;
        }
    }
}
