package dev.parley.profiles.instantio;

import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;

/** JSON as tests write it, with {@code '} for quotes. */
final class Json {

    private Json() {}

    static RawJson of(String text) {
        byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 10)).value();
    }
}
