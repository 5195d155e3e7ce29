package dev.parley.api;

import io.vertx.ext.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The routes that are served, and {@code openapi.yaml}. */
final class RoutesAndDocument {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private RoutesAndDocument() {}

    /** Such as {@code GET /api/v1/apps/{app}}. */
    static List<String> served(ApiVerticle api) {
        return api.routes().stream()
                .filter(route -> route.methods() != null)
                .flatMap(route -> route.methods().stream().map(method -> method.name() + " " + path(route)))
                .toList();
    }

    private static String path(Route route) {
        return String.valueOf(route.getName()).replaceAll(":(\\w+)", "{$1}");
    }

    @SuppressWarnings("unchecked")
    static List<String> documented() {
        var paths = (Map<String, Map<String, Object>>) document().get("paths");
        return paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(METHODS::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> document() {
        try (InputStream file = Objects.requireNonNull(ApiVerticle.class.getResourceAsStream("openapi.yaml"))) {
            var settings =
                    LoadSettings.builder().setMaxAliasesForCollections(1_000).build();
            return (Map<String, Object>) new Load(settings).loadFromInputStream(file);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
