package dev.parley.chaos.client;

import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON of packets and answers. */
public final class Packets {

    private static final int DEPTH = 100;

    private Packets() {}

    /** Reads JSON; an {@link IOException} says that it is none. */
    public static RawJson json(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (RawJson.check(bytes, 0, bytes.length, DEPTH)) {
            case RawJson.Valid(RawJson value) -> value;
            case RawJson.Invalid(int offset) -> throw new IOException("no JSON at " + offset + ": " + text);
        };
    }

    /** A member of an object that is a string; else the empty string. */
    static String member(String object, String name) throws IOException {
        return string(json(object), name);
    }

    /** The same of what was read already. */
    public static String string(RawJson object, String name) {
        return object.member(name).flatMap(RawJson::asString).orElse("");
    }
}
