package dev.parley.profiles.schema;

import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;

/** JSON out of a text of JSON. */
final class Json {

    private Json() {}

    static RawJson of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 1_000)).value();
    }
}
