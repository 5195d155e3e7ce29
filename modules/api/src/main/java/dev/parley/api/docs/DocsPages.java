package dev.parley.api.docs;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.parley.api.http.Problem;
import dev.parley.api.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pages that show the documents to people: {@code /docs} the HTTP API, to be tried out, and {@code /docs/events} the events.
 * All that they need comes from this node. Safe on every thread.
 */
public final class DocsPages {

    /** Pages ask this node and no other, and nothing runs that stands in a document. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript", "css", "text/css", "html", "text/html; charset=utf-8");

    private static final List<String> ASSETS = List.of(
            "swagger-ui.css",
            "swagger-ui-bundle.js",
            "swagger-ui-standalone-preset.js",
            "api.js",
            "events.js",
            "events.css");

    private final boolean shown;
    private final Later api;
    private final Later events;
    private final Map<String, Later> assets;
    private final Served profiles;

    /**
     * The pages of a node.
     *
     * @param shown whether they are there at all
     * @param profiles whose events are described, by name, and whether their routes are
     */
    public DocsPages(Vertx vertx, boolean shown, List<Described> profiles) {
        this.shown = shown;
        this.api = file(vertx, "api.html");
        this.events = file(vertx, "events.html");
        this.assets = ASSETS.stream().collect(toUnmodifiableMap(name -> name, name -> file(vertx, name)));
        this.profiles = Served.of("application/json", list(profiles).encode());
    }

    /**
     * A profile that is described.
     *
     * @param routes whether it has routes that are
     */
    public record Described(String profile, boolean routes) {}

    public void addTo(Routes routes) {
        routes.open("docs", ctx -> page(ctx, api));
        routes.open("eventDocs", ctx -> page(ctx, events));
        routes.open("docsProfiles", ctx -> {
            if (shown) profiles.send(ctx);
            else missing(ctx);
        });
        routes.open("docsAsset", ctx -> send(ctx, assets.get(Routes.param(ctx, "file"))));
    }

    private void page(RoutingContext ctx, Later page) {
        String path = ctx.normalizedPath();
        if (path.endsWith("/")) {
            // What a page needs is named from where it is, so that it may lie below any path of a proxy.
            String name = path.substring(path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1);
            ctx.redirect("../" + name);
            return;
        }
        ctx.response().putHeader("Content-Security-Policy", POLICY).putHeader("Referrer-Policy", "no-referrer");
        send(ctx, page);
    }

    private void send(RoutingContext ctx, @Nullable Later file) {
        if (shown && file != null) file.send(ctx);
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

    private static Later file(Vertx vertx, String name) {
        String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
        return new Later(vertx, () -> Served.of(type, read(name)));
    }

    /** A file beside this class. */
    private static byte[] read(String name) {
        try (InputStream file = Objects.requireNonNull(DocsPages.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }
}
