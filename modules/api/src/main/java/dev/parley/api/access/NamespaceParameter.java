package dev.parley.api.access;

import dev.parley.api.http.Parsed;
import dev.parley.api.http.Problem;
import dev.parley.bus.AppNamespace;
import dev.parley.protocol.json.Members;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The parameter {@code namespace}: which namespace is meant, of the app whose key asks. Safe on every thread.
 *
 * @param served whether there is a namespace of this name
 */
public record NamespaceParameter(Predicate<String> served) {

    private static final int LONGEST_NAME = 256;

    /**
     * Goes on in the namespace that is meant, if all parameters are right, and answers the others.
     *
     * @param query has been read, but for the namespace
     */
    public void in(RoutingContext ctx, Members query, Consumer<AppNamespace> then) {
        String namespace = query.string("namespace", LONGEST_NAME).orElse("/");
        Parsed.of(query, () -> namespace).orRefuse(ctx.response(), name -> {
            if (served.test(name)) {
                then.accept(new AppNamespace(Access.caller(ctx).app().id(), name));
            } else {
                Problem.unknownNamespace(name).send(ctx.response());
            }
        });
    }
}
