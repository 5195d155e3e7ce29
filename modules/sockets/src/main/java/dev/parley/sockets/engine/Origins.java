package dev.parley.sockets.engine;

import io.vertx.core.MultiMap;
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

    /** Stands for every origin on the machine of the page itself. */
    public static final String LOOPBACK = "loopback";

    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private final boolean anybody;
    private final boolean loopback;
    private final Set<String> allowed;

    /**
     * @param allowed origins such as {@code https://example.org}, hostnames, {@code loopback} for the pages of this machine,
     *     or {@code *}
     */
    public Origins(List<String> allowed) {
        this.anybody = allowed.contains("*");
        this.loopback = allowed.contains(LOOPBACK);
        this.allowed =
                allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    Permit of(HttpServerRequest request) {
        return of(request.headers());
    }

    /** Whether the one who sent a request may connect. */
    public boolean admit(ClientRequest request) {
        Permit permit = of(request.headers());
        return permit instanceof SameOrigin || permit instanceof CrossOrigin;
    }

    /**
     * Lets the page that sent a request read the answer, if it may; for routes beside the engine.
     *
     * @return whether it is a page from elsewhere that may
     */
    public boolean welcome(HttpServerRequest request) {
        Permit permit = of(request);
        permit.apply(request.response());
        return permit instanceof CrossOrigin;
    }

    private Permit of(MultiMap headers) {
        String origin = headers.get(HttpHeaders.ORIGIN);
        if (origin == null) return new SameOrigin();
        for (int i = 0; i < origin.length(); i++) {
            if (origin.charAt(i) < 0x21 || origin.charAt(i) > 0x7e) return new Garbled();
        }
        if (isOwn(origin, headers)) return new SameOrigin();
        if (anybody) return new CrossOrigin(origin, true);
        String host = host(origin);
        boolean listed = allowed.contains(origin.toLowerCase(Locale.ROOT)) || (host != null && isAllowed(host));
        return listed ? new CrossOrigin(origin, false) : new Stranger();
    }

    private boolean isAllowed(String host) {
        return allowed.contains(host) || (loopback && LOOPBACK_HOSTS.contains(host));
    }

    private static boolean isOwn(String origin, MultiMap headers) {
        String host = headers.get(HttpHeaders.HOST);
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
