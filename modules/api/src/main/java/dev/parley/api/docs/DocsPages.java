package dev.parley.api.docs;

import dev.parley.api.http.Problem;
import dev.parley.api.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Pages that show the documents to people: {@code /docs} the HTTP API, to be tried out, and {@code /docs/events} the events.
 * All that they need comes from this node. Safe on every thread.
 */
public final class DocsPages {

    /** Pages ask this node and no other, and nothing runs that stands in a document. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private static final String API = "api.html";
    private static final String EVENTS = "events.html";

    private static final List<String> ASSETS = List.of(
            "swagger-ui.css",
            "swagger-ui-bundle.js",
            "swagger-ui-standalone-preset.js",
            "api.js",
            "events.js",
            "events.css");

    private final boolean shown;
    private final Assets pages;
    private final Assets assets;
    private final Served profiles;

    /**
     * The pages of a node.
     *
     * @param shown whether they are there at all
     * @param profiles whose events are described, by name, and whether their routes are
     */
    public DocsPages(Vertx vertx, boolean shown, List<Described> profiles) {
        this.shown = shown;
        this.pages = new Assets(vertx, DocsPages.class, List.of(API, EVENTS));
        this.assets = new Assets(vertx, DocsPages.class, ASSETS);
        this.profiles = Served.of("application/json", list(profiles).encode());
    }

    /**
     * A profile that is described.
     *
     * @param routes whether it has routes that are
     */
    public record Described(String profile, boolean routes) {}

    public void addTo(Routes routes) {
        routes.open("docs", ctx -> page(ctx, API));
        routes.open("eventDocs", ctx -> page(ctx, EVENTS));
        routes.open("docsProfiles", ctx -> {
            if (shown) profiles.send(ctx);
            else missing(ctx);
        });
        routes.open("docsAsset", ctx -> send(ctx, assets, Routes.param(ctx, "file")));
    }

    private void page(RoutingContext ctx, String page) {
        String path = ctx.normalizedPath();
        if (path.endsWith("/")) {
            // What a page needs is named from where it is, so that it may lie below any path of a proxy.
            String name = path.substring(path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1);
            ctx.redirect("../" + name);
            return;
        }
        ctx.response().putHeader("Content-Security-Policy", POLICY).putHeader("Referrer-Policy", "no-referrer");
        send(ctx, pages, page);
    }

    private void send(RoutingContext ctx, Assets from, String file) {
        if (shown) from.send(ctx, file);
        else missing(ctx);
    }

    private static void missing(RoutingContext ctx) {
        Problem.ofStatus(404).send(ctx.response());
    }

    private static JsonObject list(List<Described> profiles) {
        var list = new JsonArray();
        profiles.forEach(
                each -> list.add(new JsonObject().put("profile", each.profile()).put("routes", each.routes())));
        return new JsonObject().put("profiles", list);
    }
}
