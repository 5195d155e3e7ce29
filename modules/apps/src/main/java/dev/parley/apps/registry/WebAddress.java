package dev.parley.apps.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/** Addresses that the server is to call because somebody who has a key says so. */
final class WebAddress {

    private static final int LONGEST = 2_000;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private WebAddress() {}

    static String expected(boolean plainLoopback) {
        return "an https address of at most " + LONGEST + " characters without user name and fragment"
                + (plainLoopback ? ", or an http one of this machine" : "");
    }

    /** An address that may be called; nothing for any other text. */
    static Optional<URI> read(String text, boolean plainLoopback) {
        if (text.length() > LONGEST) return Optional.empty();
        try {
            var url = new URI(text);
            String host = url.getHost();
            if (host == null || url.getUserInfo() != null || url.getFragment() != null) return Optional.empty();
            boolean plain = plainLoopback && "http".equalsIgnoreCase(url.getScheme()) && LOOPBACK.contains(host);
            return plain || "https".equalsIgnoreCase(url.getScheme()) ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
