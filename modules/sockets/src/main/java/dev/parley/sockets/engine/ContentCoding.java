package dev.parley.sockets.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** How a response body may be compressed (RFC 9110 section 8.4.1). */
public enum ContentCoding {
    GZIP,
    DEFLATE;

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first of the two that a client takes, by its {@code Accept-Encoding}; gzip where it takes both. */
    public static @Nullable ContentCoding preferredOf(@Nullable String accepted) {
        if (accepted == null) return null;
        ContentCoding preferred = null;
        for (String item : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = item.split(";");
            if (parts.length == 0 || isRefused(parts)) continue;
            String token = parts[0].strip();
            if (token.equals("gzip") || token.equals("x-gzip") || token.equals("*")) return GZIP;
            if (token.equals("deflate")) preferred = DEFLATE;
        }
        return preferred;
    }

    /** A weight of zero says "not this one". */
    private static boolean isRefused(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("q=0(\\.0{0,3})?")) return true;
        }
        return false;
    }

    byte[] encode(byte[] body) {
        var coded = new ByteArrayOutputStream(body.length / 2);
        try (OutputStream out = this == GZIP ? new GZIPOutputStream(coded) : new DeflaterOutputStream(coded)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return coded.toByteArray();
    }
}
