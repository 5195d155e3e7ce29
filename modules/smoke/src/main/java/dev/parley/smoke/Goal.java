package dev.parley.smoke;

import dev.parley.protocol.json.RawJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a client connects.
 *
 * @param url of the server: http or https
 * @param path of Socket.IO, with or without slashes at its ends
 * @param namespace with its leading slash
 * @param auth what the client shows: an object
 * @param patience how long to wait for the connection, and for each answer
 */
public record Goal(URI url, String path, String namespace, RawJson auth, Duration patience) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

    /** The address of a server, with http, https, ws or wss; nothing if a text is none. */
    public static Optional<URI> address(String text) {
        try {
            var url = new URI(text);
            boolean known = url.getScheme() != null
                    && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
                    && url.getHost() != null;
            return Optional.of(url).filter(it -> known);
        } catch (URISyntaxException none) {
            return Optional.empty();
        }
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(url.getScheme()) || "wss".equalsIgnoreCase(url.getScheme());
    }

    int port() {
        return url.getPort() >= 0 ? url.getPort() : isSecure() ? 443 : 80;
    }

    String uri() {
        String clean = path.replaceAll("^/+|/+$", "");
        return "/" + (clean.isEmpty() ? "" : clean + "/") + "?EIO=4&transport=websocket";
    }

    /** Without what the client shows. */
    @Override
    public String toString() {
        return "Goal[" + url + ", " + path + ", " + namespace + "]";
    }
}
