package dev.parley.sockets;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Census;
import dev.parley.bus.NodeId;
import dev.parley.cluster.Membership;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells the other nodes once a second how many connections each app has here, and hears the same of them; puts out those of
 * an app that is gone. One instance.
 *
 * <p>So a limit in the cluster may be overshot by what the nodes let in within that second.
 */
public final class CensusVerticle extends VerticleBase {

    private static final long EVERY = TimeUnit.SECONDS.toMillis(1);

    private final NodeId self;
    private final Bus bus;
    private final Membership membership;
    private final SocketServices node;
    private final Quotas quotas;

    public CensusVerticle(NodeId self, Bus bus, Membership membership, SocketServices node) {
        this.self = self;
        this.bus = bus;
        this.membership = membership;
        this.node = node;
        this.quotas = node.quotas();
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(EVERY, tick -> tell());
        return bus.hear(Addresses.CENSUS, quotas.ofApps()::hear);
    }

    private void tell() {
        quotas.tidy();
        quotas.ofApps().retain(membership.others());
        List<Census.Count> counts = quotas.ofApps().counts();
        for (Census.Count count : counts) {
            if (node.apps().find(count.app()).isEmpty()) {
                for (SocketLoop loop : node.loops()) loop.appIsGone(count.app());
            }
        }
        for (NodeId other : membership.others()) bus.send(Addresses.node(other), new Census(self, counts));
    }
}
