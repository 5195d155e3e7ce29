package dev.parley.profiles.panel;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.List;

/**
 * A file of a message, as the message tells of it.
 *
 * @param id by which members of the room get it
 * @param type by its content
 * @param size in bytes
 * @param name that its sender gave it; nothing on this server is called so
 */
record PanelFile(String id, Picture type, long size, String name) {

    /** The member of a message's data that has its files. */
    static final String MEMBER = "files";

    /** The data of a message: {@code {"files":[{"id","type","size","name"}]}}, or {@code {}} without files. */
    static RawJson data(List<PanelFile> files) {
        if (files.isEmpty()) return RawJson.EMPTY_OBJECT;
        return JsonWriter.object(w -> {
            w.name(MEMBER).beginArray();
            for (PanelFile file : files) {
                w.beginObject().name("id").string(file.id());
                w.name("type").string(file.type().mime());
                w.name("size").number(file.size());
                w.name("name").string(file.name()).endObject();
            }
            w.endArray();
        });
    }
}
