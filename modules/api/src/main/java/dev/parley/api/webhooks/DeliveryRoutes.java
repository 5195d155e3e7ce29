package dev.parley.api.webhooks;

import static dev.parley.api.webhooks.WebhookCalls.app;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Query;
import dev.parley.api.http.Routes;
import dev.parley.apps.Scope;
import dev.parley.bus.webhooks.DeliveryState;
import dev.parley.bus.webhooks.WebhookQuestion.FindDelivery;
import dev.parley.bus.webhooks.WebhookQuestion.Replay;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** {@code /api/v1/webhooks/deliveries}: what became of what was to be told, and once more of it. Safe on every thread. */
final class DeliveryRoutes {

    private final WebhookCalls calls;
    private final int maxPage;

    DeliveryRoutes(WebhookCalls calls, int maxPage) {
        this.calls = calls;
        this.maxPage = maxPage;
    }

    void addTo(Routes routes, Access access) {
        var door = access.scope(Scope.WEBHOOKS);
        routes.answer("listDeliveries", door, this::list);
        routes.answer("listDeadLetters", door, this::deadLetters);
        routes.answer("showDelivery", door, this::show);
        routes.take("replayDelivery", door, this::replay);
        routes.take("replayEndpoint", door, this::replayAll);
    }

    private void list(RoutingContext ctx) {
        Members query = Query.of(ctx);
        list(ctx, query, DeliveryRequests.states(query));
    }

    private void deadLetters(RoutingContext ctx) {
        list(ctx, Query.of(ctx), Set.of(DeliveryState.DEAD));
    }

    private void list(RoutingContext ctx, Members query, Set<DeliveryState> states) {
        calls.ask(
                ctx,
                query,
                DeliveryRequests.list(app(ctx), query, states, maxPage),
                some -> Answers.send(ctx, 200, DeliveryJson.deliveries(some)));
    }

    private void show(RoutingContext ctx) {
        calls.ask(ctx, new FindDelivery(app(ctx), id(ctx)), found -> Answers.send(ctx, 200, DeliveryJson.whole(found)));
    }

    private void replay(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                EndpointRequests.nothing(body, new Replay(app(ctx), id(ctx))),
                again -> Answers.send(ctx, 202, DeliveryJson.summary(again)));
    }

    private void replayAll(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                DeliveryRequests.replay(app(ctx), EndpointRoutes.id(ctx), body),
                replayed -> Answers.send(
                        ctx, 202, JsonWriter.object(w -> w.name("replayed").number(replayed.deliveries()))));
    }

    private static String id(RoutingContext ctx) {
        return Routes.param(ctx, "delivery");
    }
}
