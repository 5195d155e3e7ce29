package dev.parley.api.console;

import dev.parley.api.docs.Assets;
import dev.parley.api.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The page at {@code /console}, and what it is made of. All of it comes from this node. Safe on every thread. */
final class ConsolePages {

    /** Nothing inline, nothing from elsewhere, in nobody's frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = "console.html";

    private static final List<String> ASSETS = List.of(
            "console.css",
            "uPlot.min.css",
            "uPlot.esm.js",
            "standalone.module.js",
            "mark.svg",
            "app.js",
            "api.js",
            "audit.js",
            "apps.js",
            "chart.js",
            "format.js",
            "keys.js",
            "live.js",
            "overview.js",
            "recorder.js",
            "rooms.js",
            "series.js",
            "signin.js",
            "sockets.js",
            "tryit.js",
            "ui.js",
            "webhooks.js");

    private final Assets page;
    private final Assets assets;

    ConsolePages(Vertx vertx) {
        this.page = new Assets(vertx, ConsolePages.class, List.of(PAGE));
        this.assets = new Assets(vertx, ConsolePages.class, ASSETS);
    }

    void page(RoutingContext ctx) {
        if (ctx.normalizedPath().endsWith("/")) {
            // What the page needs is named from where it is, so that it may lie below any path of a proxy.
            ctx.redirect("../console");
            return;
        }
        guard(ctx);
        page.send(ctx, PAGE);
    }

    void asset(RoutingContext ctx) {
        guard(ctx);
        assets.send(ctx, Routes.param(ctx, "file"));
    }

    private static void guard(RoutingContext ctx) {
        ctx.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
}
