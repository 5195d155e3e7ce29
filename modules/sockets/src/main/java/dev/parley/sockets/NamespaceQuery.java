package dev.parley.sockets;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what stands behind a namespace's question mark, as Node's {@code querystring} does: nothing is an error, a name
 * without value has an empty one, and a name that comes more than once has an array.
 */
final class NamespaceQuery {

    private NamespaceQuery() {}

    /** An object of strings and arrays of strings. */
    static RawJson read(String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String part : query.split("&")) {
            if (part.isEmpty()) continue;
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decoded(part.substring(equals + 1));
            values.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
        }
        return JsonWriter.build(w -> {
            w.beginObject();
            values.forEach((name, all) -> value(w.name(name), all));
            w.endObject();
        });
    }

    private static void value(JsonWriter w, List<String> all) {
        if (all.size() == 1) {
            w.string(all.getFirst());
        } else {
            w.beginArray();
            all.forEach(w::string);
            w.endArray();
        }
    }

    /** A percent sign without two hexadecimal digits stands for itself. */
    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '+') {
                bytes[end++] = ' ';
            } else if (bytes[at] == '%' && isHex(bytes, at + 1) && isHex(bytes, at + 2)) {
                bytes[end++] =
                        (byte) (HexFormat.fromHexDigit(bytes[at + 1]) << 4 | HexFormat.fromHexDigit(bytes[at + 2]));
                at += 2;
            } else {
                bytes[end++] = bytes[at];
            }
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private static boolean isHex(byte[] bytes, int at) {
        return at < bytes.length && HexFormat.isHexDigit(bytes[at]);
    }
}
