package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.api.http.Problem;
import dev.parley.api.http.Routes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is served is described here too: our own API, and the events and routes of the profiles that namespaces speak.
 * Immutable.
 *
 * @param profiles the first one is that of {@code /asyncapi.yaml}
 */
record Documents(List<ProfileDocuments> profiles) {

    void addTo(Router router) {
        String api = resource("openapi.yaml");
        router.get("/openapi.yaml").handler(ctx -> send(ctx, Optional.of(api)));
        router.get("/openapi/:profile.yaml").handler(ctx -> send(ctx, named(ctx).flatMap(ProfileDocuments::routes)));
        Optional<String> events = profiles.stream().findFirst().map(ProfileDocuments::events);
        router.get("/asyncapi.yaml").handler(ctx -> send(ctx, events));
        router.get("/asyncapi/:profile.yaml")
                .handler(ctx -> send(ctx, named(ctx).map(ProfileDocuments::events)));
    }

    private Optional<ProfileDocuments> named(RoutingContext ctx) {
        String name = Routes.param(ctx, "profile");
        return profiles.stream().filter(each -> each.profile().equals(name)).findFirst();
    }

    private static void send(RoutingContext ctx, Optional<String> document) {
        if (document.isEmpty()) {
            Problem.ofStatus(404).send(ctx.response());
            return;
        }
        ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml").end(document.get());
    }

    /** A file beside this class. */
    private static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(Documents.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }
}
