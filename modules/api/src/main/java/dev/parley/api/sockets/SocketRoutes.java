package dev.parley.api.sockets;

import dev.parley.api.access.Access;
import dev.parley.api.access.NamespaceParameter;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Problem;
import dev.parley.api.http.Query;
import dev.parley.api.http.Routes;
import dev.parley.apps.Scope;
import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.Target;
import dev.parley.cluster.Applied;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Found;
import dev.parley.cluster.Page;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * {@code /api/v1/sockets}: which sockets there are, and what is done to one of them; with them the same by room and by
 * user. Safe on every thread.
 */
public final class SocketRoutes {

    private final SocketCalls calls;

    /**
     * The routes of one node.
     *
     * @param maxPage things in one answer
     */
    public SocketRoutes(ClusterSockets sockets, NamespaceParameter namespace, int maxPage) {
        this.calls = new SocketCalls(sockets, namespace, maxPage);
    }

    public void addTo(Routes routes, Access access) {
        new RoomRoutes(calls).addTo(routes, access);
        new UserRoutes(calls).addTo(routes, access);
        var read = access.scope(Scope.READ);
        routes.answer("listSockets", read, this::list);
        routes.answer("showSocket", read, this::show);
        var act = access.scope(Scope.SOCKETS);
        routes.take("joinSocket", act, this::join);
        routes.answer("leaveSocket", act, this::leave);
        routes.answer("disconnectSocket", act, this::disconnect);
    }

    private void list(RoutingContext ctx) {
        Members query = Query.of(ctx);
        Page page = calls.page(query);
        calls.tell(
                ctx, query, at -> calls.sockets().sockets(Audience.of(at, Target.EVERYONE), page), SocketJson::sockets);
    }

    private void show(RoutingContext ctx) {
        Members query = Query.of(ctx);
        String id = id(ctx, query);
        calls.namespace()
                .in(
                        ctx,
                        query,
                        at -> calls.sockets()
                                .sockets(Audience.of(at, Target.socket(id)), new Page("", 1))
                                .onSuccess(found -> show(ctx, id, found)));
    }

    private static void show(RoutingContext ctx, String id, Found<SocketInfo> found) {
        if (!found.items().isEmpty()) {
            Answers.send(ctx, 200, SocketJson.socket(found.items().getFirst()));
        } else {
            Problem nowhere = found.silent().isEmpty() ? unknown(id) : Problem.unavailable();
            nowhere.send(ctx.response());
        }
    }

    private void join(RoutingContext ctx, RawJson body) {
        SocketCalls.withoutBody(ctx, body, asked -> {
            Members query = Query.of(ctx);
            command(ctx, query, new Command.Join(List.of(SocketCalls.name(ctx, query, "room"))));
        });
    }

    private void leave(RoutingContext ctx) {
        Members query = Query.of(ctx);
        command(ctx, query, new Command.Leave(List.of(SocketCalls.name(ctx, query, "room"))));
    }

    private void disconnect(RoutingContext ctx) {
        Members query = Query.of(ctx);
        command(ctx, query, SocketCalls.disconnect(query));
    }

    private void command(RoutingContext ctx, Members query, Command command) {
        String id = id(ctx, query);
        calls.command(ctx, query, Target.socket(id), command, applied -> tell(ctx, id, applied));
    }

    private static void tell(RoutingContext ctx, String id, Applied applied) {
        if (applied.members() == 0 && applied.silent().isEmpty()) unknown(id).send(ctx.response());
        else Answers.send(ctx, 200, SocketJson.applied(applied));
    }

    private static Problem unknown(String id) {
        return new Problem(
                404,
                "unknown_socket",
                "There is no such socket",
                "No socket of the namespace has the id \"" + id + "\".");
    }

    private static String id(RoutingContext ctx, Members query) {
        return SocketCalls.name(ctx, query, "socket");
    }
}
