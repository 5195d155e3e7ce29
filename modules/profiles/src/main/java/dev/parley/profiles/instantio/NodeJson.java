package dev.parley.profiles.instantio;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.List;
import java.util.Map;

/**
 * What clients have sent, as backends of the contract get it: where the bytes of an attachment belong there is what Node makes
 * of its buffers, <code>{"type":"Buffer","data":[bytes]}</code>. Stateless.
 */
final class NodeJson {

    private NodeJson() {}

    /**
     * The same value if nothing binary is in it.
     *
     * @param attachments by the {@code num} of the placeholders in {@code value}
     */
    static RawJson of(RawJson value, List<byte[]> attachments) {
        return attachments.isEmpty() ? value : JsonWriter.build(w -> write(w, value, attachments));
    }

    private static void write(JsonWriter w, RawJson value, List<byte[]> attachments) {
        switch (value.kind()) {
            case ARRAY -> {
                w.beginArray();
                for (RawJson element : value.elements()) write(w, element, attachments);
                w.endArray();
            }
            case OBJECT -> object(w, value.members(), attachments);
            default -> w.raw(value);
        }
    }

    private static void object(JsonWriter w, Map<String, RawJson> members, List<byte[]> attachments) {
        long attachment = attachmentOf(members);
        w.beginObject();
        if (attachment >= 0 && attachment < attachments.size()) {
            w.name("type").string("Buffer").name("data").beginArray();
            for (byte b : attachments.get((int) attachment)) w.number(b & 0xff);
            w.endArray();
        } else {
            members.forEach((name, member) -> write(w.name(name), member, attachments));
        }
        w.endObject();
    }

    /** Its number, or less than 0 if these are not the members of a placeholder. */
    private static long attachmentOf(Map<String, RawJson> members) {
        if (!members.getOrDefault("_placeholder", RawJson.FALSE).equals(RawJson.TRUE)) return -1;
        return members.getOrDefault("num", RawJson.NULL).asLong().orElse(-1);
    }
}
