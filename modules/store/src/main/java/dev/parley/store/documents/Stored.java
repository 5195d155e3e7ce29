package dev.parley.store.documents;

import dev.parley.protocol.json.RawJson;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads values out of documents. */
public final class Stored {

    private static final int ANY_DEPTH = 10_000;

    private Stored() {}

    /** A time in milliseconds, if there is one. */
    public static Optional<Instant> instant(JsonObject document, String field) {
        return Optional.ofNullable(document.getLong(field)).map(Instant::ofEpochMilli);
    }

    /** A number, or another one if there is none. */
    public static long number(JsonObject document, String field, long otherwise) {
        return document.getLong(field, otherwise);
    }

    /** It was an object when it was stored. */
    public static RawJson json(@Nullable String text) {
        if (text == null) return RawJson.EMPTY_OBJECT;
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return RawJson.check(utf8, 0, utf8.length, ANY_DEPTH) instanceof RawJson.Valid(RawJson value)
                ? value
                : RawJson.EMPTY_OBJECT;
    }

    /** The members of a field that is an object, by the names that {@link Keys#field} was given. */
    public static Map<String, Object> named(JsonObject document, String field) {
        var named = new LinkedHashMap<String, Object>();
        JsonObject object = document.getJsonObject(field);
        if (object != null) object.forEach(each -> named.put(Keys.nameOfField(each.getKey()), each.getValue()));
        return named;
    }
}
