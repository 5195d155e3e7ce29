package dev.parley.api.sockets;

import dev.parley.api.access.NamespaceParameter;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Parsed;
import dev.parley.api.http.Query;
import dev.parley.api.http.Routes;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.Target;
import dev.parley.cluster.Applied;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Page;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * From the path and the parameters of a request to a question to the cluster, and from its answer to a response. Safe on
 * every thread.
 *
 * @param maxPage things in one answer; who asks for more gets so many
 */
record SocketCalls(ClusterSockets sockets, NamespaceParameter namespace, int maxPage) {

    private static final int LONGEST_NAME = 256;

    /** {@code limit} and {@code cursor}. */
    Page page(Members query) {
        Optional<String> after = query.text("cursor", "the \"next\" of the page before", Cursor::read);
        return new Page(after.orElse(""), Query.limit(query, maxPage));
    }

    /** {@code prefix}; without one all names begin so. */
    static String prefix(Members query) {
        return query.text(
                        "prefix",
                        "a string of " + LONGEST_NAME + " characters at most",
                        text -> Optional.of(text).filter(some -> some.length() <= LONGEST_NAME))
                .orElse("");
    }

    /** {@code connection}: whether the whole connection is to be closed. */
    static Command.Disconnect disconnect(Members query) {
        Optional<Boolean> connection = query.text("connection", "true or false", text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
        return new Command.Disconnect(connection.orElse(false));
    }

    /** What stands in the place of {@code :param} in the path; one that nobody can have is a fault like a parameter's. */
    static String name(RoutingContext ctx, Members query, String param) {
        String name = Routes.param(ctx, param);
        if (name.length() > LONGEST_NAME) {
            query.fault(param, "must be a string of 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    /** Goes on if the body says nothing, for there is nothing that it could say. */
    static void withoutBody(RoutingContext ctx, RawJson body, Consumer<RoutingContext> then) {
        Members none = Members.of(body);
        Parsed.of(none, () -> ctx).orRefuse(ctx.response(), then);
    }

    /**
     * Asks for something and tells it.
     *
     * @param query has been read, but for the namespace
     */
    <T> void tell(
            RoutingContext ctx,
            Members query,
            Function<AppNamespace, Future<T>> question,
            Function<T, RawJson> answer) {
        namespace.in(
                ctx, query, at -> question.apply(at).onSuccess(told -> Answers.send(ctx, 200, answer.apply(told))));
    }

    /** Has something done to those who are meant, and goes on with what came of it. */
    void command(RoutingContext ctx, Members query, Target to, Command command, Consumer<Applied> then) {
        namespace.in(
                ctx,
                query,
                at -> sockets.commanded(Audience.of(at, to), command).onSuccess(then::accept));
    }
}
