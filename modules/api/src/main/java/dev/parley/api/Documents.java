package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.parley.api.docs.DocsPages;
import dev.parley.api.docs.DocsPages.Described;
import dev.parley.api.docs.Document;
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

/**
 * What is served is described here too: our own API, and the events and routes of the profiles that namespaces speak.
 * Safe on every thread.
 */
final class Documents {

    private final Document api;
    private final Map<String, Document> events;
    private final Map<String, Document> routes;
    private final String first;
    private final DocsPages pages;

    /**
     * Those of a node.
     *
     * @param profiles the first one is that of {@code /asyncapi.yaml}
     * @param shown whether there are pages for people too
     */
    Documents(Vertx vertx, List<ProfileDocuments> profiles, boolean shown) {
        api = new Document(vertx, resource("openapi.yaml"));
        events = profiles.stream()
                .collect(toUnmodifiableMap(ProfileDocuments::profile, each -> new Document(vertx, each.events())));
        routes = profiles.stream()
                .filter(each -> each.routes().isPresent())
                .collect(toUnmodifiableMap(
                        ProfileDocuments::profile,
                        each -> new Document(vertx, each.routes().orElseThrow())));
        first = profiles.stream().findFirst().map(ProfileDocuments::profile).orElse("");
        pages = new DocsPages(
                vertx,
                shown,
                profiles.stream()
                        .map(each -> new Described(each.profile(), each.routes().isPresent()))
                        .toList());
    }

    void addTo(Routes added) {
        added.open("openapi", api::sendYaml);
        added.open("openapiJson", api::sendJson);
        added.open("asyncapi", ctx -> send(ctx, events.get(first), false));
        added.open("asyncapiJson", ctx -> send(ctx, events.get(first), true));
        added.open("profileEvents", ctx -> ofProfile(ctx, events));
        added.open("profileRoutes", ctx -> ofProfile(ctx, routes));
        pages.addTo(added);
    }

    /** The path ends with the name of a profile and of a form, such as {@code parley.yaml}. */
    private static void ofProfile(RoutingContext ctx, Map<String, Document> documents) {
        String name = Routes.param(ctx, "document");
        int dot = name.lastIndexOf('.');
        send(ctx, documents.get(name.substring(0, dot)), name.endsWith(".json"));
    }

    private static void send(RoutingContext ctx, @Nullable Document document, boolean json) {
        if (document == null) Problem.ofStatus(404).send(ctx.response());
        else if (json) document.sendJson(ctx);
        else document.sendYaml(ctx);
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
