package dev.parley.sockets;

import dev.parley.apps.Limit;
import dev.parley.bus.Command;
import dev.parley.bus.Target;
import io.vertx.core.Future;

/** Does with one socket what its backend, or the cluster, wants. Confined to the socket's event loop; stateless. */
record SocketOrders(NamespaceSocket socket, Memberships memberships) {

    /** Done when it is done; fails where that cannot be. */
    Future<?> obey(Command command) {
        return switch (command) {
            case Command.Join join ->
                Future.join(join.rooms().stream().map(this::putIn).toList());
            case Command.Leave leave ->
                Future.join(leave.rooms().stream().map(this::takeOut).toList());
            case Command.Disconnect disconnect -> {
                socket.putOut(disconnect.connection());
                yield Activities.DONE;
            }
            case Command.Release release -> socket.resumption().release(release.secret());
        };
    }

    private Future<Void> putIn(String room) {
        Target target = Target.room(room);
        if (memberships.contain(target)) return memberships.enter(target);
        long rooms = memberships.rooms().count();
        if (rooms >= socket.limits().of(Limit.ROOMS_PER_SOCKET))
            return Future.failedFuture(new TooManyRooms(socket.app()));
        Future<Void> reachable = memberships.enter(target);
        if (reachable.failed()) return reachable;
        socket.handled(handler -> handler.entered(room));
        return reachable.onFailure(untold -> {
            if (!memberships.contain(target)) socket.handled(handler -> handler.removed(room));
        });
    }

    private Future<Void> takeOut(String room) {
        Target target = Target.room(room);
        if (!memberships.contain(target)) return Activities.DONE;
        Future<Void> told = memberships.leave(target, "leave");
        socket.handled(handler -> handler.removed(room));
        return told;
    }
}
