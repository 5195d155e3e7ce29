package dev.parley.cluster;

import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Command;
import dev.parley.bus.Excerpt;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.SocketInfo;
import dev.parley.bus.SocketReply;
import dev.parley.bus.SocketReply.Effect;
import dev.parley.bus.SocketReply.Names;
import dev.parley.bus.SocketReply.Sockets;
import dev.parley.bus.SocketRequest.Lookup;
import dev.parley.bus.SocketRequest.Order;
import dev.parley.bus.SocketRequest.Report;
import dev.parley.bus.Target;
import dev.parley.cluster.OpenRequest.Heard;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reaches sockets by way of their nodes' fan-out, in its order. Safe on every thread: it keeps nothing but what is open.
 *
 * <p>Which nodes these are is known here: nobody is asked for it.
 */
public final class SocketsOverTheBus implements ClusterSockets {

    private final Bus bus;
    private final Broadcaster broadcaster;
    private final OpenRequests requests;

    /** One for each node. */
    public SocketsOverTheBus(
            NodeId self,
            Cluster cluster,
            Bus bus,
            Broadcaster broadcaster,
            RequestLimits limits,
            MeterRegistry meters) {
        this(bus, broadcaster, new OpenRequests(self, cluster.vertx(), cluster.membership(), limits, meters));
    }

    SocketsOverTheBus(Bus bus, Broadcaster broadcaster, OpenRequests requests) {
        this.bus = bus;
        this.broadcaster = broadcaster;
        this.requests = requests;
    }

    /** Begins to listen; done when answers of other nodes are heard. */
    public Future<Void> open() {
        return requests.open(bus);
    }

    @Override
    public void command(Audience audience, Command command, Reach reach) {
        var order = new Order(audience, command, Optional.empty());
        var unused = broadcaster.inOrder(audience, () -> {
            for (NodeId node : broadcaster.nodesOf(audience, reach)) broadcaster.pass(node, order);
            return Future.succeededFuture();
        });
    }

    @Override
    public Future<Applied> commanded(Audience audience, Command command) {
        return broadcaster
                .inOrder(audience, () -> order(broadcaster.nodesOf(audience, Reach.CLUSTER), audience, command))
                .map(SocketsOverTheBus::applied);
    }

    @Override
    public Future<Applied> commandedAt(NodeId node, Audience audience, Command command) {
        return broadcaster
                .inOrder(audience, () -> order(List.of(node), audience, command))
                .map(SocketsOverTheBus::applied);
    }

    private Future<Heard> order(Collection<NodeId> nodes, Audience audience, Command command) {
        return requests.ask(
                nodes, (node, asker) -> broadcaster.pass(node, new Order(audience, command, Optional.of(asker))));
    }

    @Override
    public Future<Applied> reported(Broadcast event, Reach reach) {
        return broadcaster
                .inOrder(event.audience(), () -> report(broadcaster.accepted(event, reach)))
                .map(SocketsOverTheBus::applied);
    }

    private Future<Heard> report(Map<NodeId, Broadcast> events) {
        return requests.ask(
                events.keySet(),
                (node, asker) -> broadcaster.hand(node, new Report(asker, Objects.requireNonNull(events.get(node)))));
    }

    private static Applied applied(Heard heard) {
        int members = 0;
        int reached = 0;
        for (SocketReply reply : heard.replies()) {
            if (!(reply instanceof Effect effect)) continue;
            members += effect.members();
            reached += effect.reached();
        }
        return new Applied(members, reached, heard.silent());
    }

    @Override
    public Future<Found<SocketInfo>> sockets(Audience audience, Page page) {
        return look(audience, Target.Kind.SOCKET, "", page).map(heard -> {
            var all = Excerpt.merge(
                    heard.replies().stream()
                            .map(reply -> reply instanceof Sockets some ? some.found() : Excerpt.<SocketInfo>none())
                            .toList(),
                    page.limit(),
                    (one, same) -> one);
            return new Found<>(List.copyOf(all.entries().values()), all.more(), heard.silent());
        });
    }

    @Override
    public Future<Found<Occupancy>> rooms(Audience audience, String prefix, Page page) {
        return occupancies(audience, Target.Kind.ROOM, prefix, page);
    }

    @Override
    public Future<Found<Occupancy>> users(Audience audience, String prefix, Page page) {
        return occupancies(audience, Target.Kind.USER, prefix, page);
    }

    private Future<Found<Occupancy>> occupancies(Audience audience, Target.Kind of, String prefix, Page page) {
        return look(audience, of, prefix, page).map(heard -> {
            var all = Excerpt.merge(
                    heard.replies().stream()
                            .map(reply -> reply instanceof Names some ? some.found() : Excerpt.<Integer>none())
                            .toList(),
                    page.limit(),
                    Integer::sum);
            List<Occupancy> occupancies = all.entries().entrySet().stream()
                    .map(each -> new Occupancy(each.getKey(), each.getValue()))
                    .toList();
            return new Found<>(occupancies, all.more(), heard.silent());
        });
    }

    private Future<Heard> look(Audience audience, Target.Kind of, String prefix, Page page) {
        return broadcaster.inOrder(
                audience,
                () -> requests.ask(
                        broadcaster.nodesOf(audience, Reach.CLUSTER),
                        (node, asker) -> broadcaster.pass(
                                node, new Lookup(asker, audience, of, prefix, page.after(), page.limit()))));
    }
}
