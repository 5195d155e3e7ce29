package dev.parley.api;

import dev.parley.bus.Audience;
import dev.parley.bus.Command;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketInfo;
import dev.parley.cluster.Applied;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Found;
import dev.parley.cluster.Occupancy;
import dev.parley.cluster.Page;
import dev.parley.cluster.Reach;
import io.vertx.core.Future;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** In the place of the cluster: keeps what is asked, and answers what the test says. */
final class TestSockets implements ClusterSockets {

    static final NodeId SILENT = new NodeId("silent");

    final Queue<Object> asked = new ConcurrentLinkedQueue<>();
    volatile Applied applied = new Applied(0, 0, List.of());
    volatile Found<SocketInfo> sockets = new Found<>(List.of(), false, List.of());
    volatile Found<Occupancy> occupancies = new Found<>(List.of(), false, List.of());

    record Commanded(Audience audience, Command command) {}

    record Reported(Broadcast event, Reach reach) {}

    record Sockets(Audience audience, Page page) {}

    record Rooms(Audience audience, String prefix, Page page) {}

    record Users(Audience audience, String prefix, Page page) {}

    @Override
    public void command(Audience audience, Command command, Reach reach) {
        asked.add(new Commanded(audience, command));
    }

    @Override
    public Future<Applied> commanded(Audience audience, Command command) {
        command(audience, command);
        return Future.succeededFuture(applied);
    }

    @Override
    public Future<Applied> commandedAt(NodeId node, Audience audience, Command command) {
        return commanded(audience, command);
    }

    @Override
    public Future<Applied> reported(Broadcast event, Reach reach) {
        asked.add(new Reported(event, reach));
        return Future.succeededFuture(applied);
    }

    @Override
    public Future<Found<SocketInfo>> sockets(Audience audience, Page page) {
        asked.add(new Sockets(audience, page));
        return Future.succeededFuture(sockets);
    }

    @Override
    public Future<Found<Occupancy>> rooms(Audience audience, String prefix, Page page) {
        asked.add(new Rooms(audience, prefix, page));
        return Future.succeededFuture(occupancies);
    }

    @Override
    public Future<Found<Occupancy>> users(Audience audience, String prefix, Page page) {
        asked.add(new Users(audience, prefix, page));
        return Future.succeededFuture(occupancies);
    }
}
