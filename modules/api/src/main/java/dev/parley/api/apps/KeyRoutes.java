package dev.parley.api.apps;

import static dev.parley.api.apps.Outcomes.orRefuse;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Routes;
import dev.parley.apps.registry.AppRegistry;
import dev.parley.apps.registry.IssuedKey;
import dev.parley.apps.registry.Outcome;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/apps/{app}/keys}: the API keys of an app. Safe on every thread. */
public final class KeyRoutes {

    private final AppRegistry registry;

    public KeyRoutes(AppRegistry registry) {
        this.registry = registry;
    }

    public void addTo(Routes routes, Access access) {
        routes.answer("listKeys", access.adminOrOwner(), this::list);
        routes.take("addKey", access.adminOrOwner(), this::add);
        routes.take("rotateKey", access.adminOrOwner(), this::rotate);
        routes.answer("revokeKey", access.adminOrOwner(), this::revoke);
    }

    private void list(RoutingContext ctx) {
        orRefuse(ctx, registry.get(Routes.param(ctx, "app")), app -> Answers.send(ctx, 200, AppAnswers.keys(app)));
    }

    private void add(RoutingContext ctx, RawJson body) {
        issue(ctx, registry.addKey(Routes.param(ctx, "app"), body));
    }

    private void rotate(RoutingContext ctx, RawJson body) {
        issue(ctx, registry.rotateKey(Routes.param(ctx, "app"), Routes.param(ctx, "key"), body));
    }

    private static void issue(RoutingContext ctx, Future<Outcome<IssuedKey>> key) {
        orRefuse(ctx, key, issued -> Answers.send(ctx, 201, AppAnswers.issued(issued)));
    }

    private void revoke(RoutingContext ctx) {
        orRefuse(ctx, registry.revokeKey(Routes.param(ctx, "app"), Routes.param(ctx, "key")), key -> Answers.done(ctx));
    }
}
