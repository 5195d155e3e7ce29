package dev.parley.api.apps;

import static dev.parley.api.apps.Outcomes.orRefuse;
import static dev.parley.api.apps.Outcomes.orUnavailable;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Routes;
import dev.parley.apps.registry.AppRegistry;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/apps}: creates, lists, shows, changes and deletes apps. Safe on every thread. */
public final class AppRoutes {

    private static final String APPS = "/api/v1/apps";
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final AppRegistry registry;
    private final AppAnswers answers;

    public AppRoutes(AppRegistry registry) {
        this.registry = registry;
        this.answers = new AppAnswers(registry::isConfigured);
    }

    public void addTo(Routes routes, Access access) {
        routes.take("createApp", access.admin(), this::create);
        routes.answer("listApps", access.admin(), this::list);
        routes.answer("showApp", access.adminOrOwner(), this::show);
        routes.take("changeApp", access.adminOrOwner(), this::patch);
        routes.answer("deleteApp", access.admin(), this::delete);
    }

    private void create(RoutingContext ctx, RawJson body) {
        orRefuse(ctx, registry.create(body), created -> {
            ctx.response().putHeader("Location", APPS + "/" + created.app().id());
            Answers.send(ctx, 201, answers.created(created));
        });
    }

    private void list(RoutingContext ctx) {
        String limit = ctx.request().getParam("limit", Integer.toString(USUAL_PAGE));
        String after = ctx.request().getParam("after", "");
        if (!limit.matches("[1-9]\\d{0,3}") || Integer.parseInt(limit) > LARGEST_PAGE) {
            Problem.invalidRequest("\"limit\" must be a whole number from 1 to " + LARGEST_PAGE + ".")
                    .send(ctx.response());
            return;
        }
        orUnavailable(
                ctx, registry.list(after, Integer.parseInt(limit)), page -> Answers.send(ctx, 200, answers.page(page)));
    }

    private void show(RoutingContext ctx) {
        orRefuse(ctx, registry.get(Routes.param(ctx, "app")), app -> Answers.send(ctx, 200, answers.app(app)));
    }

    private void patch(RoutingContext ctx, RawJson patch) {
        orRefuse(ctx, registry.patch(Routes.param(ctx, "app"), patch), app -> Answers.send(ctx, 200, answers.app(app)));
    }

    private void delete(RoutingContext ctx) {
        orRefuse(ctx, registry.delete(Routes.param(ctx, "app")), id -> Answers.done(ctx));
    }
}
