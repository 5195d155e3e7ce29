package dev.parley.api.server;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Routes;
import dev.parley.api.server.Drains.Begun;
import dev.parley.api.server.Drains.NoOtherNode;
import dev.parley.api.server.Drains.Outcome;
import dev.parley.api.server.Drains.Silent;
import dev.parley.api.server.Drains.UnknownNode;
import dev.parley.bus.NodeId;
import dev.parley.protocol.json.JsonWriter;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/nodes/{node}/drain}: has any node let its clients go. Safe on every thread. */
public final class DrainRoutes {

    private final Drains drains;

    public DrainRoutes(Drains drains) {
        this.drains = drains;
    }

    public void addTo(Routes routes, Access access) {
        routes.answer("drainNode", access.admin(), this::drain);
    }

    private void drain(RoutingContext ctx) {
        String node = Routes.param(ctx, "node");
        drains.drain(new NodeId(node)).onSuccess(outcome -> answer(ctx, node, outcome));
    }

    private static void answer(RoutingContext ctx, String node, Outcome outcome) {
        switch (outcome) {
            case Begun begun ->
                Answers.send(ctx, 202, JsonWriter.object(w -> {
                    w.name("node").string(node).name("state").string("draining");
                    w.name("connections").number(begun.connections());
                }));
            case NoOtherNode none ->
                new Problem(
                                409,
                                "no_other_node",
                                "The clients would find no other node",
                                "Every other node is draining, or there is none. A node that is to stop all the same is"
                                        + " told so by its process (SIGTERM).")
                        .send(ctx.response());
            case UnknownNode unknown ->
                new Problem(
                                404,
                                "unknown_node",
                                "There is no such node",
                                "The cluster has no node \"" + node + "\"; /api/v1/server lists them.")
                        .send(ctx.response());
            case Silent silent -> Problem.unavailable().send(ctx.response());
        }
    }
}
