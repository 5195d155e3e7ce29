package dev.parley.profiles.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads addresses as {@code fetch} does, which took more than RFC 3986 allows: backends put names into them as they are. */
final class WebhookUrl {

    /** The WHATWG URL standard encodes some of these, and leaves others that Java does not take. */
    private static final String ENCODED = " \"<>\\^`{|}";

    private WebhookUrl() {}

    /** Without its fragment, which nobody is sent; nothing if it is none even so. */
    static Optional<URI> parse(String text) {
        String sent = text.strip().split("#", 2)[0];
        try {
            return Optional.of(new URI(encoded(sent)));
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        var url = new StringBuilder(text.length() + 16);
        for (byte each : text.getBytes(UTF_8)) {
            boolean bare = each > ' ' && each != 0x7f && ENCODED.indexOf(each) < 0;
            if (bare) url.append((char) each);
            else url.append('%').append(String.format("%02X", each));
        }
        return url.toString();
    }
}
