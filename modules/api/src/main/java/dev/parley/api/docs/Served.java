package dev.parley.api.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Something that is the same until the next start. Browsers keep it, and ask each time whether it still is. Immutable.
 *
 * @param type its media type
 * @param tag its {@code ETag}
 */
record Served(String type, Buffer content, String tag) {

    static Served of(String type, byte[] content) {
        return new Served(type, Buffer.buffer(content), tag(content));
    }

    static Served of(String type, String content) {
        return of(type, content.getBytes(UTF_8));
    }

    void send(RoutingContext ctx) {
        HttpServerResponse response = ctx.response();
        if (response.ended() || response.closed()) return;
        response.putHeader(HttpHeaders.ETAG, tag).putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (isKnown(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .end(content);
        }
    }

    private boolean isKnown(@Nullable String tags) {
        if (tags == null) return false;
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .anyMatch(each -> each.equals(tag) || each.equals("W/" + tag));
    }

    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"";
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
