package dev.parley.api.sockets;

import dev.parley.api.access.Access;
import dev.parley.api.http.Answers;
import dev.parley.api.http.Query;
import dev.parley.api.http.Routes;
import dev.parley.apps.Scope;
import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.Target;
import dev.parley.cluster.Page;
import dev.parley.protocol.json.Members;
import dev.parley.protocol.json.RawJson;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code /api/v1/users}: who is connected, and what is done to all sockets of a user. Safe on every thread. */
final class UserRoutes {

    private final SocketCalls calls;

    UserRoutes(SocketCalls calls) {
        this.calls = calls;
    }

    void addTo(Routes routes, Access access) {
        var read = access.scope(Scope.READ);
        routes.answer("listConnectedUsers", read, this::list);
        routes.answer("showConnectedUser", read, this::show);
        routes.answer("listUserSockets", read, this::sockets);
        var act = access.scope(Scope.SOCKETS);
        routes.take("joinUser", act, this::join);
        routes.answer("leaveUser", act, this::leave);
        routes.answer("disconnectUser", act, this::disconnect);
    }

    private void list(RoutingContext ctx) {
        Members query = Query.of(ctx);
        String prefix = SocketCalls.prefix(query);
        Page page = calls.page(query);
        calls.tell(
                ctx,
                query,
                at -> calls.sockets().users(Audience.of(at, Target.EVERYONE), prefix, page),
                users -> SocketJson.occupancies("user", users));
    }

    /** Only nodes that have the user are asked. Of the names that begin like this one, it is itself the first one. */
    private void show(RoutingContext ctx) {
        Members query = Query.of(ctx);
        String user = user(ctx, query);
        calls.tell(
                ctx,
                query,
                at -> calls.sockets().users(Audience.of(at, Target.user(user)), user, new Page("", 1)),
                users -> SocketJson.occupancy("user", user, users));
    }

    private void sockets(RoutingContext ctx) {
        Members query = Query.of(ctx);
        String user = user(ctx, query);
        Page page = calls.page(query);
        calls.tell(
                ctx,
                query,
                at -> calls.sockets().sockets(Audience.of(at, Target.user(user)), page),
                SocketJson::sockets);
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
        Target user = Target.user(user(ctx, query));
        calls.command(ctx, query, user, command, applied -> Answers.send(ctx, 200, SocketJson.applied(applied)));
    }

    private static String user(RoutingContext ctx, Members query) {
        return SocketCalls.name(ctx, query, "user");
    }
}
