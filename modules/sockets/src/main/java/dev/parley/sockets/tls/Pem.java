package dev.parley.sockets.tls;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of a PEM text (RFC 7468). Immutable.
 *
 * @param label what it says to be, such as {@code CERTIFICATE}
 * @param text what stands between its first and its last line
 */
record Pem(String label, String text) {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** All blocks in their order; what stands around them is for people. */
    static List<Pem> blocks(String text) {
        return BLOCK.matcher(text)
                .results()
                .map(found -> new Pem(found.group(1), found.group(2)))
                .toList();
    }

    /** By RFC 7468, or with headers as OpenSSL wrote it before (RFC 1421). */
    boolean encrypted() {
        return label.startsWith("ENCRYPTED ") || text.contains("ENCRYPTED");
    }

    /**
     * What it is made of.
     *
     * @throws IllegalArgumentException if it is not Base64
     */
    byte[] bytes() {
        return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    }

    /** Without the text, which may be a key. */
    @Override
    public String toString() {
        return "Pem[" + label + "]";
    }
}
