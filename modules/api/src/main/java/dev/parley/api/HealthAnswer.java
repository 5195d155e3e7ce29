package dev.parley.api;

import dev.parley.api.Health.Reason;
import dev.parley.api.Health.State;
import dev.parley.api.server.NodeFacts;
import dev.parley.bus.NodeId;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.util.List;

/** What is answered to those who ask how the node is. */
public final class HealthAnswer {

    /** The process runs, and answers. */
    public static final RawJson LIVE = JsonWriter.object(w -> w.name("status").string("live"));

    private HealthAnswer() {}

    /** {@code {"status","reason"?,"store","reasons":[code]}}, where {@code reason} is the one that decides the status. */
    public static RawJson readiness(Health health) {
        State state = health.state();
        return JsonWriter.object(w -> {
            w.name("status").string(state.takesClients() ? state.text() : "not ready");
            switch (state) {
                case READY -> {}
                case DEGRADED -> w.name("reason").string(Reason.MINORITY.code());
                case STARTING, DRAINING -> w.name("reason").string(state.text());
            }
            w.name("store").string(health.store().text()).name("reasons").beginArray();
            for (Reason each : health.reasons()) w.string(each.code());
            w.endArray();
        });
    }

    /**
     * {@code {"status","reasons":[{"code","text"}],"store","node","nodes":[id],"version"}}: {@code degraded} for any reason for
     * which the node still takes clients.
     */
    public static RawJson whole(Health health, NodeFacts node) {
        List<Reason> reasons = health.reasons();
        State state = health.state();
        boolean plain = reasons.isEmpty() || !state.takesClients();
        return JsonWriter.object(w -> {
            w.name("status")
                    .string((plain ? state : State.DEGRADED).text())
                    .name("reasons")
                    .beginArray();
            for (Reason each : reasons) {
                w.beginObject().name("code").string(each.code());
                w.name("text").string(each.text()).endObject();
            }
            w.endArray().name("store").string(health.store().text());
            w.name("node").string(node.id().value()).name("nodes").beginArray();
            for (NodeId each : node.nodes().get()) w.string(each.value());
            w.endArray().name("version").string(node.version());
        });
    }
}
