package dev.parley.api.docs;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.parley.api.http.Problem;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Files of the jar that pages are made of, each read when somebody wants it first. Safe on every thread. */
public final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml", "html", "text/html; charset=utf-8");

    private final Map<String, Later> files;

    /**
     * Some files.
     *
     * @param owner the class that they lie beside
     * @param names with an ending that says what they are: js, css, svg or html
     */
    public Assets(Vertx vertx, Class<?> owner, List<String> names) {
        this.files = names.stream().collect(toUnmodifiableMap(name -> name, name -> file(vertx, owner, name)));
    }

    /** The file of this name; any other name is answered 404. */
    public void send(RoutingContext ctx, String name) {
        Later file = files.get(name);
        if (file == null) Problem.ofStatus(404).send(ctx.response());
        else file.send(ctx);
    }

    private static Later file(Vertx vertx, Class<?> owner, String name) {
        String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
        return new Later(vertx, () -> Served.of(type, read(owner, name)));
    }

    private static byte[] read(Class<?> owner, String name) {
        try (InputStream file = Objects.requireNonNull(owner.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException damagedJar) {
            throw new UncheckedIOException(damagedJar);
        }
    }
}
