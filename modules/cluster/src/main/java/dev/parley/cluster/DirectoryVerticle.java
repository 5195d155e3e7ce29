package dev.parley.cluster;

import dev.parley.bus.Addresses;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Headcount;
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
 * Keeps this node's side of the room directory. One instance; its event loop owns the {@link InterestKeeper} and the {@link
 * HeadcountKeeper}.
 *
 * <p>Started when it knows what every node of the cluster has, so that a node which accepts events misses nobody.
 */
public final class DirectoryVerticle extends VerticleBase implements RoomDirectory {

    private static final long PAUSE_MILLIS = 100;

    /** A headcount is that old at most, where all nodes answer. */
    private static final long MOMENT_MILLIS = 100;

    private static final long PATIENCE_MILLIS = 500;
    private static final long BEAT_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final Bus bus;
    private final Membership membership;
    private final OnlineUsers online = new OnlineUsers();
    private final InterestTable table = new InterestTable();
    private final InterestKeeper keeper;
    private final HeadcountKeeper headcounts;

    public DirectoryVerticle(NodeId self, Bus bus, Cluster cluster) {
        this.bus = bus;
        this.membership = cluster.membership();
        online.follow(table);
        this.keeper = new InterestKeeper(self, table, cluster.register(), new OverTheBus());
        this.headcounts = new HeadcountKeeper(self, table, new CountedOverTheBus());
        table.watchNodes(headcounts);
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
                .compose(open -> bus.answer(Addresses.HEADCOUNT, said -> Future.succeededFuture(headcounts.hear(said))))
                .compose(open -> Future.all(
                        membership.others().stream().map(keeper::joined).toList()));
    }

    /** Where there is anybody. */
    public OccupiedPlaces places() {
        return table;
    }

    /** Who is connected, as this node knows it. */
    public OnlineUsers online() {
        return online;
    }

    /** How many are where. */
    public Headcounts headcounts() {
        return new Headcounts() {
            @Override
            public void enter(Place place) {
                context.runOnContext(here -> headcounts.enter(place));
            }

            @Override
            public void leave(Place place) {
                context.runOnContext(here -> headcounts.leave(place));
            }

            @Override
            public void watch(Watcher watcher) {
                headcounts.watch(watcher);
            }
        };
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
            return after(PAUSE_MILLIS);
        }
    }

    private final class CountedOverTheBus implements HeadcountPeers {

        @Override
        public Future<Headcount> tell(NodeId node, Headcount counts) {
            return bus.ask(Addresses.node(node), counts);
        }

        @Override
        public Future<Void> moment() {
            return after(MOMENT_MILLIS);
        }

        @Override
        public Future<Void> patience() {
            return after(PATIENCE_MILLIS);
        }

        @Override
        public Future<Void> pause() {
            return after(PAUSE_MILLIS);
        }
    }

    private Future<Void> after(long millis) {
        return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }
}
