package dev.parley.api.webhooks;

import static dev.parley.api.webhooks.WebhookCalls.app;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Routes;
import dev.parley.apps.Scope;
import dev.parley.bus.webhooks.WebhookQuestion.DeleteEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.FindEndpoint;
import dev.parley.bus.webhooks.WebhookQuestion.ListEndpoints;
import dev.parley.bus.webhooks.WebhookQuestion.Ping;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/webhooks/endpoints}: where an app is told what happens. Safe on every thread. */
final class EndpointRoutes {

    private static final String ENDPOINTS = "/api/v1/webhooks/endpoints";

    private final WebhookCalls calls;

    EndpointRoutes(WebhookCalls calls) {
        this.calls = calls;
    }

    void addTo(Routes routes, Access access) {
        var door = access.scope(Scope.WEBHOOKS);
        routes.answer("listEndpoints", door, this::list);
        routes.take("createEndpoint", door, this::create);
        routes.answer("showEndpoint", door, this::show);
        routes.take("changeEndpoint", door, this::patch);
        routes.answer("deleteEndpoint", door, this::delete);
        routes.take("pingEndpoint", door, this::ping);
    }

    static String id(RoutingContext ctx) {
        return Routes.param(ctx, "endpoint");
    }

    private void list(RoutingContext ctx) {
        calls.ask(ctx, new ListEndpoints(app(ctx)), all -> Answers.send(ctx, 200, EndpointJson.endpoints(all)));
    }

    private void create(RoutingContext ctx, RawJson body) {
        calls.ask(ctx, EndpointRequests.create(app(ctx), body), made -> {
            ctx.response().putHeader(HttpHeaders.LOCATION, ENDPOINTS + "/" + made.id());
            Answers.send(ctx, 201, EndpointJson.created(made));
        });
    }

    private void show(RoutingContext ctx) {
        calls.ask(
                ctx,
                new FindEndpoint(app(ctx), id(ctx)),
                found -> Answers.send(ctx, 200, EndpointJson.endpoint(found)));
    }

    private void patch(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                EndpointRequests.patch(app(ctx), id(ctx), body),
                changed -> Answers.send(ctx, 200, EndpointJson.endpoint(changed)));
    }

    private void delete(RoutingContext ctx) {
        calls.ask(ctx, new DeleteEndpoint(app(ctx), id(ctx)), gone -> Answers.done(ctx));
    }

    private void ping(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                EndpointRequests.nothing(body, new Ping(app(ctx), id(ctx))),
                sent -> Answers.send(ctx, 202, DeliveryJson.summary(sent)));
    }
}
