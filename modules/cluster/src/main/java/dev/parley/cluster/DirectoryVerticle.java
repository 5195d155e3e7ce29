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
import dev.parley.bus.Position;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Keeps this node's side of the room directory. One instance; its event loop owns the {@link InterestKeeper} and the {@link
 * HeadcountKeeper}.
 *
 * <p>Started when it knows what every node of the cluster has, so that a node which accepts events misses nobody.
 */
public final class DirectoryVerticle extends VerticleBase implements RoomDirectory {

    /**
     * What a connection lost on its way is said again after this: no join of the node is acknowledged until then, and it is safe
     * to say it twice.
     */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    /** The same for everything that a node has, which may be much; but the first question to a node that is back may get lost. */
    private static final Duration SNAPSHOT_WITHIN = Duration.ofSeconds(5);

    private static final Duration FIRST_SNAPSHOT_WITHIN = Duration.ofMillis(500);

    static final long PAUSE_MILLIS = 100;

    /** A headcount is that old at most, where all nodes answer. */
    static final long MOMENT_MILLIS = 100;

    static final long PATIENCE_MILLIS = 500;
    static final long BEAT_MILLIS = TimeUnit.SECONDS.toMillis(5);

    /** Who begins to watch a room waits so long for a node that does not say who is there. */
    static final long VIEW_MILLIS = 2_000;

    /** Stock clients of a node that died try to connect again after half a second to one and a half. */
    static final long GRACE_MILLIS = 1_500;

    /** A node that was frozen loses all others, and is with them again after 3 to 8 s: meanwhile they are not offline. */
    private static final long GRACE_AFTER_A_FREEZE_MILLIS = 9_000;

    private static final long TICK_MILLIS = 500;

    private final Bus bus;
    private final Membership membership;
    private final OnlineUsers online = new OnlineUsers();
    private final InterestTable table = new InterestTable();
    private final InterestTraffic traffic = new InterestTraffic();
    private final InterestKeeper keeper;
    private final HeadcountKeeper headcounts;
    private final OccupantReport occupants;
    private final RoomWatches watches;
    private final RegisteredPlaces registered;
    private final Freezes frozen;

    /**
     * @param number of the last event that this node has accepted
     * @param occupants users of one room that anybody is told of
     */
    public DirectoryVerticle(NodeId self, LogNumber number, Bus bus, Cluster cluster, int occupants) {
        this.bus = bus;
        this.membership = cluster.membership();
        online.follow(table);
        this.keeper = new InterestKeeper(self, number, table, traffic.counted(new OverTheBus()));
        this.frozen = new Freezes(System.nanoTime(), keeper::awoke);
        this.headcounts = new HeadcountKeeper(self, table, new CountedOverTheBus());
        table.watchNodes(headcounts);
        this.occupants = new OccupantReport(self, table, this::later, keeper::enterAll, keeper::leave, occupants);
        this.watches =
                new RoomWatches(table, this::later, this::announce, keeper::leave, () -> after(VIEW_MILLIS), occupants);
        table.watchNodes(this.occupants);
        table.watchNodes(watches);
        table.watch(watches);
        this.registered = new RegisteredPlaces(self, cluster.register());
        table.watchNodes(registered);
    }

    @Override
    public Future<?> start() {
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {
                context.runOnContext(here -> {
                    registered.again();
                    var unused = keeper.joined(node);
                });
            }

            @Override
            public void left(NodeId node) {
                context.runOnContext(here -> {
                    keeper.left(node);
                    registered.left(node, membership.others());
                });
            }
        });
        vertx.setPeriodic(BEAT_MILLIS, tick -> keeper.beat());
        vertx.setPeriodic(TICK_MILLIS, tick -> frozen.tick(System.nanoTime()));
        return bus.answer(Addresses.INTEREST, said -> Future.succeededFuture(traffic.answered(keeper.hear(said))))
                .compose(open -> bus.answer(Addresses.HEADCOUNT, said -> Future.succeededFuture(headcounts.hear(said))))
                .compose(open -> Future.all(
                        membership.others().stream().map(keeper::joined).toList()));
    }

    /** What it costs, as {@code parley.interest.*}, and how large it is. */
    public MeterBinder traffic() {
        return meters -> {
            traffic.bindTo(meters);
            Gauge.builder("parley.directory.places", table, InterestTable::size)
                    .description("Rooms, users and namespaces that have members on some node, as this one knows it")
                    .register(meters);
        };
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
                later(() -> headcounts.enter(place));
            }

            @Override
            public void leave(Place place) {
                later(() -> headcounts.leave(place));
            }

            @Override
            public void watch(Headcounts.Watcher watcher) {
                headcounts.watch(watcher);
            }
        };
    }

    /** Who is in rooms. */
    public RoomPresence presence() {
        return new RoomPresence() {
            @Override
            public void enter(Place room, String user) {
                later(() -> occupants.enter(room, user));
            }

            @Override
            public void leave(Place room, String user) {
                later(() -> occupants.leave(room, user));
            }

            @Override
            public Future<RoomView> watch(Place room, RoomPresence.Watcher watcher) {
                Promise<RoomView> view = Promise.promise();
                later(() -> watches.watch(room, watcher).onComplete(view));
                return view.future();
            }

            @Override
            public void unwatch(Place room, RoomPresence.Watcher watcher) {
                later(() -> watches.unwatch(room, watcher));
            }
        };
    }

    private void announce(Place place) {
        var unused = keeper.enter(place);
    }

    private void later(Runnable what) {
        context.runOnContext(here -> what.run());
    }

    @Override
    public Future<Position> enter(Place place) {
        Promise<Position> announced = Promise.promise();
        later(() -> keeper.enter(place).onComplete(announced));
        return announced.future();
    }

    @Override
    public Future<Void> settled() {
        return keeper.settled();
    }

    @Override
    public void leave(Place place) {
        later(() -> keeper.leave(place));
    }

    @Override
    public Collection<NodeId> nodesOf(Audience audience) {
        return table.of(audience);
    }

    @Override
    public boolean knows(NodeId node) {
        return table.knows(node);
    }

    /** Twice as long each time. */
    static Duration snapshotWithin(int attempt) {
        Duration doubled = FIRST_SNAPSHOT_WITHIN.multipliedBy(1L << Math.min(attempt - 1, 10));
        return doubled.compareTo(SNAPSHOT_WITHIN) < 0 ? doubled : SNAPSHOT_WITHIN;
    }

    private final class OverTheBus implements InterestKeeper.Peers {

        @Override
        public Future<InterestSnapshot> hello(NodeId node, NodeId from, int attempt) {
            return bus.ask(Addresses.node(node), new InterestHello(from), snapshotWithin(attempt));
        }

        @Override
        public Future<InterestApplied> tell(NodeId node, InterestDelta delta) {
            return bus.ask(Addresses.node(node), delta, ANSWER_WITHIN);
        }

        @Override
        public Future<Void> pause() {
            return after(PAUSE_MILLIS);
        }

        @Override
        public Future<Void> grace() {
            return after(frozen.lately(System.nanoTime()) ? GRACE_AFTER_A_FREEZE_MILLIS : GRACE_MILLIS);
        }
    }

    private final class CountedOverTheBus implements HeadcountPeers {

        @Override
        public Future<Headcount> tell(NodeId node, Headcount counts) {
            return bus.ask(Addresses.node(node), counts, ANSWER_WITHIN);
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
