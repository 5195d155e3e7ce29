package dev.parley.sockets.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** How a response body may be compressed (RFC 9110 section 8.4.1). */
public enum ContentCoding {
    GZIP,
    DEFLATE;

    private static final Pattern WEIGHT = Pattern.compile("q=([01](?:\\.[0-9]{0,3})?)");

    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that a client likes better, by its {@code Accept-Encoding}; gzip where it likes both as much. */
    public static @Nullable ContentCoding preferredOf(@Nullable String accepted) {
        if (accepted == null) return null;
        Map<String, Double> weights = new HashMap<>();
        for (String item : accepted.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = item.split(";");
            if (parts.length > 0) weights.put(parts[0].strip(), weight(parts));
        }
        double others = weights.getOrDefault("*", 0.0);
        double gzip = weights.getOrDefault("gzip", weights.getOrDefault("x-gzip", others));
        double deflate = weights.getOrDefault("deflate", others);
        if (gzip == 0 && deflate == 0) return null;
        return gzip >= deflate ? GZIP : DEFLATE;
    }

    /** From 0, which says "not this one", to 1; one that cannot be read is taken for 0. */
    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            Matcher weight = WEIGHT.matcher(parts[i].strip());
            if (weight.matches()) return Double.parseDouble(weight.group(1));
            if (parts[i].strip().startsWith("q=")) return 0;
        }
        return 1;
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
