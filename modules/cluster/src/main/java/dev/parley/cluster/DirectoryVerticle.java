package dev.parley.cluster;

import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Keeps this node's side of the room directory. One instance; its event loop owns the {@link InterestKeeper}.
 *
 * <p>Started when it knows what every node of the cluster has, so that a node which accepts events misses nobody.
 */
public final class DirectoryVerticle extends VerticleBase implements RoomDirectory {

    private static final long PAUSE_MILLIS = 100;
    private static final long BEAT_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Bus bus;
    private final Membership membership;
    private final OnlineUsers online = new OnlineUsers();
    private final InterestTable table = new InterestTable(online);
    private final InterestKeeper keeper;

    public DirectoryVerticle(NodeId self, Bus bus, Cluster cluster) {
        this.bus = bus;
        this.membership = cluster.membership();
        this.keeper = new InterestKeeper(self, table, cluster.register(), new OverTheBus());
    }

    @Override
    public Future<?> start() {
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {
                context.runOnContext(here -> {
                    var unused = keeper.joined(node);
                });
            }

            @Override
            public void left(NodeId node) {
                context.runOnContext(here -> keeper.left(node));
            }
        });
        vertx.setPeriodic(BEAT_MILLIS, tick -> keeper.beat());
        return bus.answer(Addresses.INTEREST, said -> Future.succeededFuture(keeper.hear(said)))
                .compose(open -> Future.all(
                        membership.others().stream().map(keeper::joined).toList()));
    }

    /** Who is connected, as this node knows it. */
    public OnlineUsers online() {
        return online;
    }

    @Override
    public Future<Void> enter(Place place) {
        Promise<Void> announced = Promise.promise();
        context.runOnContext(here -> keeper.enter(place).onComplete(announced));
        return announced.future();
    }

    @Override
    public void leave(Place place) {
        context.runOnContext(here -> keeper.leave(place));
    }

    @Override
    public Collection<NodeId> nodesOf(Audience audience) {
        return table.of(audience);
    }

    private final class OverTheBus implements InterestKeeper.Peers {

        @Override
        public Future<InterestSnapshot> hello(NodeId node, NodeId from) {
            return bus.ask(Addresses.node(node), new InterestHello(from));
        }

        @Override
        public Future<InterestApplied> tell(NodeId node, InterestDelta delta) {
            return bus.ask(Addresses.node(node), delta);
        }

        @Override
        public Future<Void> pause() {
            return vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).mapEmpty();
        }
    }
}
