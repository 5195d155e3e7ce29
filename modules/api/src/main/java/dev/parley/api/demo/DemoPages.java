package dev.parley.api.demo;

import dev.parley.api.docs.Assets;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /demo}: the page and what it is made of. All of it comes from this node. Safe on every thread. */
public final class DemoPages {

    /** The page asks this node and no other, and has no script or style but those files. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String PAGE = "demo.html";

    private static final List<String> ASSETS = List.of(
            "avatar.js",
            "chat.js",
            "composer.js",
            "connection.js",
            "demo.css",
            "demo.js",
            "demo.svg",
            "dom.js",
            "history.js",
            "message.js",
            "messages.css",
            "outbox.js",
            "presence.js",
            "receipts.js",
            "room.js",
            "session.js",
            "sidebar.js",
            "state.js",
            "status.js",
            "timeline.js",
            "title.js",
            "typing.js",
            "welcome.js",
            "words.js");

    private final boolean shown;
    private final Assets page;
    private final Assets assets;

    /** Those of a node; without them their paths have nothing. */
    public DemoPages(Vertx vertx, boolean shown) {
        this.shown = shown;
        this.page = new Assets(vertx, DemoPages.class, List.of(PAGE));
        this.assets = new Assets(vertx, DemoPages.class, ASSETS);
    }

    public void addTo(Routes routes) {
        routes.open("demo", this::page);
        routes.open("demoAsset", ctx -> send(ctx, assets, Routes.param(ctx, "file")));
    }

    private void page(RoutingContext ctx) {
        if (shown && ctx.normalizedPath().endsWith("/")) {
            // What the page needs is named from where it is, so that it may lie below any path of a proxy.
            String query = ctx.request().query();
            ctx.redirect("../demo" + (query == null ? "" : "?" + query));
            return;
        }
        ctx.response().putHeader("Content-Security-Policy", POLICY).putHeader("Referrer-Policy", "no-referrer");
        send(ctx, page, PAGE);
    }

    private void send(RoutingContext ctx, Assets from, String file) {
        if (shown) from.send(ctx, file);
        else Problem.ofStatus(404).send(ctx.response());
    }
}
