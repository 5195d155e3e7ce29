package dev.parley.api.server;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Routes;
import dev.parley.api.server.NodeFacts.ServedNamespace;
import dev.parley.apps.Scope;
import dev.parley.bus.NodeId;
import dev.parley.protocol.json.JsonWriter;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;

/** {@code /api/v1/server}: which node answers, and where it stands. Safe on every thread. */
public final class ServerRoutes {

    private final NodeFacts node;
    private final Supplier<String> state;
    private final Supplier<String> store;

    /**
     * The route of one node.
     *
     * @param state what it does for clients now
     * @param store what is known of its store now, as {@code /health/ready} tells it
     */
    public ServerRoutes(NodeFacts node, Supplier<String> state, Supplier<String> store) {
        this.node = node;
        this.state = state;
        this.store = store;
    }

    public void addTo(Routes routes, Access access) {
        routes.answer("server", access.scope(Scope.READ), this::show);
    }

    private void show(RoutingContext ctx) {
        String app = Access.caller(ctx).app().id();
        Answers.send(ctx, 200, JsonWriter.object(w -> {
            w.name("node").string(node.id().value());
            w.name("state").string(state.get());
            w.name("version").string(node.version());
            w.name("java").string(Runtime.version().toString());
            w.name("started").string(node.started().toString());
            w.name("nodes").beginArray();
            for (NodeId each : node.nodes().get()) w.string(each.value());
            w.endArray().name("namespaces").beginArray();
            for (ServedNamespace each : node.namespaces()) {
                w.beginObject().name("name").string(each.name());
                w.name("profile").string(each.profile()).endObject();
            }
            w.endArray();
            w.name("connections").number(node.connections().applyAsInt(app));
            w.name("store").string(store.get());
        }));
    }
}
