package dev.parley.cluster.simulation;

import dev.parley.bus.Audience;
import dev.parley.bus.NodeId;
import dev.parley.bus.Target;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** What the directory costs in a cluster of some size, where nothing goes wrong. */
final class CostTable {

    private static final long A_WHILE = VirtualTime.micros(Duration.ofSeconds(10));
    private static final int BURST = 1_000;
    private static final String ROOM = "room";

    /**
     * Messages of a cluster, each a question with its answer unless it says otherwise.
     *
     * @param nodes of the cluster
     * @param spread how many of them have members of the room
     * @param fromMember messages for an event that one of these accepts
     * @param fromOther messages for one that another node accepts; -1 where there is none
     * @param firstJoin messages until a node's first join of a room is acknowledged
     * @param nextJoin messages of its next one
     * @param lastLeave messages when the last member leaves
     * @param burst messages until a thousand first joins of one client are acknowledged
     * @param beats messages per second of one node
     */
    record Row(
            int nodes,
            int spread,
            int fromMember,
            int fromOther,
            int firstJoin,
            int nextJoin,
            int lastLeave,
            int burst,
            double beats) {}

    private final Simulation simulation;
    private final int nodes;

    private CostTable(int nodes) {
        this.nodes = nodes;
        this.simulation = new Simulation(new Scenario(1, nodes, List.of()), false);
    }

    /** @param spread how many nodes have members of the room that events are for */
    static Row of(int nodes, int spread) {
        return new CostTable(nodes).measure(spread);
    }

    private Row measure(int spread) {
        simulation.startAll();
        simulation.pass(A_WHILE);
        List<Server> servers = simulation.servers();
        if (!servers.stream().allMatch(Server::ready)) throw new IllegalStateException("not all are ready");
        for (Server server : servers) server.connect(0, "user");
        for (Server server : servers) server.connect(1, "user");
        simulation.pass(A_WHILE);

        Server first = servers.getFirst();
        int firstJoin = changes(() -> first.join(0, Target.room(ROOM)));
        int nextJoin = changes(() -> first.join(1, Target.room(ROOM)));
        first.leave(1, Target.room(ROOM));
        int lastLeave = changes(() -> first.leave(0, Target.room(ROOM)));
        int burst = changes(() -> {
            for (int i = 0; i < BURST; i++) first.join(0, Target.room("burst" + i));
        });
        for (Server server : servers.subList(0, spread)) server.join(0, Target.room(ROOM));
        simulation.pass(A_WHILE);
        int fromOther = spread < nodes ? sent(servers.getLast()) : -1;
        return new Row(nodes, spread, sent(first), fromOther, firstJoin, nextJoin, lastLeave, burst, beats());
    }

    private int changes(Runnable what) {
        simulation.network().forgetTraffic();
        what.run();
        simulation.pass(A_WHILE);
        return simulation.network().traffic(Traffic.Kind.CHANGES).questions();
    }

    /** To other nodes. */
    private static int sent(Server from) {
        Collection<NodeId> to = from.node().nodesOf(Audience.of(Server.ROOT, Target.room(ROOM)));
        return to.size() - (to.contains(from.host().id) ? 1 : 0);
    }

    private double beats() {
        simulation.network().forgetTraffic();
        simulation.pass(A_WHILE);
        double seconds = A_WHILE / 1e6;
        return simulation.network().traffic(Traffic.Kind.BEAT).questions() / seconds / nodes;
    }
}
