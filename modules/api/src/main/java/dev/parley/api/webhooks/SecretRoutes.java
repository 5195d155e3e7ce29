package dev.parley.api.webhooks;

import static dev.parley.api.webhooks.EndpointRoutes.id;
import static dev.parley.api.webhooks.WebhookCalls.app;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Routes;
import dev.parley.apps.Scope;
import dev.parley.bus.webhooks.WebhookFault;
import dev.parley.bus.webhooks.WebhookQuestion.FindEndpoint;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;

/** {@code /api/v1/webhooks/endpoints/{endpoint}/secret}: what signs that which an endpoint is told. Safe on every thread. */
final class SecretRoutes {

    private final WebhookCalls calls;
    private final InstantSource clock;

    SecretRoutes(WebhookCalls calls, InstantSource clock) {
        this.calls = calls;
        this.clock = clock;
    }

    void addTo(Routes routes, Access access) {
        var door = access.scope(Scope.WEBHOOKS);
        routes.answer("showEndpointSecret", door, this::show);
        routes.take("rotateEndpointSecret", door, this::rotate);
    }

    /** Who may read the configuration reads its secret there. */
    private void show(RoutingContext ctx) {
        calls.ask(ctx, new FindEndpoint(app(ctx), id(ctx)), found -> {
            if (found.isConfigured()) {
                WebhookProblems.of(WebhookFault.CONFIGURED_ENDPOINT).send(ctx.response());
            } else {
                Answers.send(ctx, 200, EndpointJson.secret(found, clock.instant()));
            }
        });
    }

    private void rotate(RoutingContext ctx, RawJson body) {
        calls.ask(
                ctx,
                EndpointRequests.rotation(app(ctx), id(ctx), body),
                rotated -> Answers.send(ctx, 200, EndpointJson.secret(rotated, clock.instant())));
    }
}
