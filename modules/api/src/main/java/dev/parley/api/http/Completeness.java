package dev.parley.api.http;

import dev.parley.bus.NodeId;
import dev.parley.protocol.json.JsonWriter;
import java.util.List;

/** Whether an answer of the cluster tells of all its nodes; {@code openapi.yaml} describes the members. */
public final class Completeness {

    private Completeness() {}

    /**
     * Members of an open object: {@code complete} and {@code missing}.
     *
     * @param silent nodes that did not answer in time
     */
    public static void tell(JsonWriter w, List<NodeId> silent) {
        w.name("complete").bool(silent.isEmpty());
        w.name("missing").beginArray();
        for (NodeId node : silent) {
            w.beginObject().name("node").string(node.value());
            w.name("cause").string("silent").endObject();
        }
        w.endArray();
    }
}
