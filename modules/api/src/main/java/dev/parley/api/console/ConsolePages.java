package dev.parley.api.console;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.parley.api.docs.Later;
import dev.parley.api.docs.Served;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The page at {@code /console}, and what it is made of. All of it comes from this node. Safe on every thread. */
final class ConsolePages {

    /** Nothing inline, nothing from elsewhere, in nobody's frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "html", "text/html; charset=utf-8");

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

    private final Later page;
    private final Map<String, Later> assets;

    ConsolePages(Vertx vertx) {
        this.page = file(vertx, "console.html");
        this.assets = ASSETS.stream().collect(toUnmodifiableMap(name -> name, name -> file(vertx, name)));
    }

    void page(RoutingContext ctx) {
        if (ctx.normalizedPath().endsWith("/")) {
            // What the page needs is named from where it is, so that it may lie below any path of a proxy.
            ctx.redirect("../console");
            return;
        }
        guard(ctx);
        page.send(ctx);
    }

    void asset(RoutingContext ctx) {
        Later file = assets.get(Routes.param(ctx, "file"));
        guard(ctx);
        send(ctx, file);
    }

    private static void send(RoutingContext ctx, @Nullable Later file) {
        if (file == null) Problem.ofStatus(404).send(ctx.response());
        else file.send(ctx);
    }

    private static void guard(RoutingContext ctx) {
        ctx.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static Later file(Vertx vertx, String name) {
        String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
        return new Later(vertx, () -> Served.of(type, read(name)));
    }

    /** A file beside this class. */
    private static byte[] read(String name) {
        try (InputStream file = Objects.requireNonNull(ConsolePages.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }
}
