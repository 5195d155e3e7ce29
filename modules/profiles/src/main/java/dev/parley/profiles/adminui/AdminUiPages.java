package dev.parley.profiles.adminui;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.parley.api.ProfileRoutes;
import dev.parley.api.access.Access;
import dev.parley.api.http.Problem;
import dev.parley.api.http.RequestSpans;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pages of the Admin UI at {@code /admin-ui/}, as its package has them, but for what they fetch from other hosts: fonts are
 * the reader's own, and icons come from here. Open to all, since there is nothing in them; who looks at sockets has to sign in.
 * Safe on every thread.
 */
final class AdminUiPages implements ProfileRoutes {

    private static final String PATH = "/admin-ui";
    private static final String FOLDER = "ui/";

    /** The pages write styles into themselves; nothing else comes from anywhere but here, or goes anywhere else. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    private static final String INDEX = "index.html";

    private static final List<String> FILES = List.of(
            INDEX,
            "favicon.png",
            "icons.css",
            "css/app.6e3b9661.css",
            "css/chunk-vendors.9f55d012.css",
            "js/app.0d7d7845.js",
            "js/chunk-vendors.934c03ff.js",
            "img/logo-dark.3727fec5.svg",
            "img/logo-light.73342c25.svg");

    private final Vertx vertx;
    private final Map<String, String> types;
    private final String start;
    private final Map<String, Buffer> loaded = new ConcurrentHashMap<>();

    AdminUiPages(Vertx vertx, AdminUiConfig config) {
        this.vertx = vertx;
        this.types = FILES.stream().collect(toUnmodifiableMap(file -> file, AdminUiPages::type));
        this.start = start(config);
    }

    @Override
    public void addTo(Router router, Access access, RequestSpans spans) {
        router.get(PATH).handler(this::root);
        router.head(PATH).handler(this::root);
        router.getWithRegex(PATH + "/.*")
                .handler(ctx -> send(ctx, ctx.normalizedPath().substring(PATH.length() + 1)));
        router.routeWithRegex(PATH + "(?:/.*)?").handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, HttpMethod.GET.name());
            Problem.ofStatus(405).send(ctx.response());
        });
    }

    /** What the pages need is named from their folder, which may lie below any path of a proxy. */
    private void root(RoutingContext ctx) {
        if (ctx.normalizedPath().endsWith("/")) send(ctx, INDEX);
        else ctx.redirect(PATH.substring(1) + "/");
    }

    private void send(RoutingContext ctx, String file) {
        if (file.equals("start.js")) {
            send(ctx, "text/javascript; charset=utf-8", Buffer.buffer(start));
            return;
        }
        String name = file.isEmpty() ? INDEX : file;
        String type = types.get(name);
        if (type == null) {
            Problem.ofStatus(404).send(ctx.response());
            return;
        }
        Buffer there = loaded.get(name);
        if (there != null) {
            send(ctx, type, there);
            return;
        }
        vertx.executeBlocking(() -> read(name))
                .onSuccess(content -> {
                    loaded.put(name, content);
                    send(ctx, type, content);
                })
                .onFailure(ctx::fail);
    }

    private static void send(RoutingContext ctx, String type, Buffer content) {
        if (ctx.response().ended() || ctx.response().closed()) return;
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", POLICY)
                .end(content);
    }

    /** Lets somebody who comes here first find this server, where the pages would ask for its address. */
    private static String start(AdminUiConfig config) {
        var first = new JsonObject().put("namespace", config.namespace()).put("path", config.path());
        return "for (const [name, value] of Object.entries({ server_url: location.origin, ..." + first.encode()
                + " }))\n  if (!localStorage.getItem(name)) localStorage.setItem(name, value);\n";
    }

    private static String type(String file) {
        return Objects.requireNonNull(TYPES.get(file.substring(file.lastIndexOf('.') + 1)), file);
    }

    /** A file of the folder beside this class. */
    private static Buffer read(String name) {
        try (InputStream file = Objects.requireNonNull(AdminUiPages.class.getResourceAsStream(FOLDER + name), name)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }
}
