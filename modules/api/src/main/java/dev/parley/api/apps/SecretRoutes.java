package dev.parley.api.apps;

import static dev.parley.api.apps.Outcomes.orRefuse;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Routes;
import dev.parley.apps.registry.AppRegistry;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/apps/{app}/secrets}: the secrets that sign an app's tokens. Safe on every thread. */
public final class SecretRoutes {

    private final AppRegistry registry;

    public SecretRoutes(AppRegistry registry) {
        this.registry = registry;
    }

    public void addTo(Routes routes, Access access) {
        routes.answer("listSecrets", access.adminOrOwner(), this::list);
        routes.take("rotateSecret", access.adminOrOwner(), this::rotate);
        routes.answer("revokeSecret", access.adminOrOwner(), this::revoke);
    }

    private void list(RoutingContext ctx) {
        orRefuse(ctx, registry.get(Routes.param(ctx, "app")), app -> Answers.send(ctx, 200, AppAnswers.secrets(app)));
    }

    private void rotate(RoutingContext ctx, RawJson body) {
        orRefuse(
                ctx,
                registry.rotateSecret(Routes.param(ctx, "app"), body),
                issued -> Answers.send(ctx, 201, AppAnswers.issued(issued)));
    }

    private void revoke(RoutingContext ctx) {
        orRefuse(
                ctx,
                registry.revokeSecret(Routes.param(ctx, "app"), Routes.param(ctx, "secret")),
                secret -> Answers.done(ctx));
    }
}
