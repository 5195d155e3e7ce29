package dev.parley.server;

import dev.parley.api.Health;
import dev.parley.bus.NodeId;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.server.cli.Parley;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the console is told of a node beside its {@link Vitals}. Safe on every thread.
 *
 * @param nodes that it sees, itself among them
 */
record AboutNode(NodeId id, Instant started, Health health, Supplier<List<NodeId>> nodes) {

    RawJson json() {
        return JsonWriter.object(w -> {
            w.name("fields").beginArray();
            Vitals.NAMES.forEach(w::string);
            w.endArray();
            w.name("node").string(id.value()).name("version").string(Parley.version());
            w.name("java").string(Runtime.version().toString());
            w.name("pid").number(ProcessHandle.current().pid());
            w.name("started").string(started.toString());
            w.name("processors").number(Runtime.getRuntime().availableProcessors());
            w.name("maxHeap").number(Runtime.getRuntime().maxMemory());
            w.name("state").string(health.state().text());
            w.name("store").string(health.store().text()).name("reasons").beginArray();
            for (Health.Reason each : health.reasons()) {
                w.beginObject().name("code").string(each.code());
                w.name("text").string(each.text()).endObject();
            }
            w.endArray();
            w.name("sees").number(nodes.get().size());
        });
    }
}
