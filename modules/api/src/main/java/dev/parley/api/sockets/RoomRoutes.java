package dev.parley.api.sockets;

import dev.parley.api.access.Access;
import dev.parley.api.http.Query;
import dev.parley.api.http.Routes;
import dev.parley.apps.Scope;
import dev.parley.bus.Audience;
import dev.parley.bus.Target;
import dev.parley.cluster.Page;
import dev.parley.protocol.json.Members;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/rooms}: which rooms have sockets, and whose and which those are. Safe on every thread. */
final class RoomRoutes {

    private final SocketCalls calls;

    RoomRoutes(SocketCalls calls) {
        this.calls = calls;
    }

    void addTo(Routes routes, Access access) {
        var door = access.scope(Scope.READ);
        routes.answer("listOccupiedRooms", door, this::list);
        routes.answer("showOccupiedRoom", door, this::show);
        routes.answer("listRoomSockets", door, this::sockets);
        routes.answer("listRoomUsers", door, this::users);
    }

    private void list(RoutingContext ctx) {
        Members query = Query.of(ctx);
        String prefix = SocketCalls.prefix(query);
        Page page = calls.page(query);
        calls.tell(
                ctx,
                query,
                at -> calls.sockets().rooms(Audience.of(at, Target.EVERYONE), prefix, page),
                rooms -> SocketJson.occupancies("room", rooms));
    }

    /** Only nodes that have the room are asked. Of the names that begin like its own, it is itself the first one. */
    private void show(RoutingContext ctx) {
        Members query = Query.of(ctx);
        String room = SocketCalls.name(ctx, query, "room");
        calls.tell(
                ctx,
                query,
                at -> calls.sockets().rooms(Audience.of(at, Target.room(room)), room, new Page("", 1)),
                rooms -> SocketJson.occupancy("room", room, rooms));
    }

    private void sockets(RoutingContext ctx) {
        Members query = Query.of(ctx);
        String room = SocketCalls.name(ctx, query, "room");
        Page page = calls.page(query);
        calls.tell(
                ctx,
                query,
                at -> calls.sockets().sockets(Audience.of(at, Target.room(room)), page),
                SocketJson::sockets);
    }

    private void users(RoutingContext ctx) {
        Members query = Query.of(ctx);
        String room = SocketCalls.name(ctx, query, "room");
        String prefix = SocketCalls.prefix(query);
        Page page = calls.page(query);
        calls.tell(
                ctx,
                query,
                at -> calls.sockets().users(Audience.of(at, Target.room(room)), prefix, page),
                users -> SocketJson.occupancies("user", users));
    }
}
