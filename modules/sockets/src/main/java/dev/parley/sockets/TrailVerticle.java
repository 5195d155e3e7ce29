package dev.parley.sockets;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.TrailOrdered;
import dev.parley.bus.Message.TrailTold;
import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Observation;
import dev.parley.bus.trail.Tally;
import dev.parley.bus.trail.TrailCodec;
import dev.parley.bus.trail.TrailOrder;
import dev.parley.bus.trail.TrailReport;
import dev.parley.bus.trail.Trails;
import dev.parley.sockets.observe.Leases;
import dev.parley.sockets.observe.WatchKey;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/**
 * Takes what nodes want to watch of this one, and forgets those that do not say so again. One instance.
 *
 * <p>What event loops see goes from each of them to whoever watches; what they count is put together here.
 */
public final class TrailVerticle extends VerticleBase {

    private static final long CHECKED_MILLIS = 1_000;

    private final NodeId self;
    private final Bus bus;
    private final SocketServices node;
    private final Leases followed;
    private final Leases counted;
    private final Counter omitted;
    private final Counter lost;
    private NodeTally tally;

    public TrailVerticle(NodeId self, Bus bus, SocketServices node) {
        this.self = self;
        this.bus = bus;
        this.node = node;
        this.followed = new Leases(node.nanos());
        this.counted = new Leases(node.nanos());
        this.omitted = left("event");
        this.lost = left("other");
        this.tally = new NodeTally(self, "localhost", node);
    }

    private Counter left(String what) {
        return Counter.builder("parley.trail.omitted")
                .description("What those who watch sockets were not told, because there was too much of it")
                .tag("what", what)
                .register(node.meters());
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(CHECKED_MILLIS, tick -> expire());
        vertx.setPeriodic(Trails.COUNTED.toMillis(), tick -> tally());
        return vertx.executeBlocking(TrailVerticle::host)
                .onSuccess(host -> tally = new NodeTally(self, host, node))
                .compose(named -> bus.hear(Addresses.WATCHED, this::take));
    }

    private void take(TrailOrdered message) {
        TrailOrder order = TrailCodec.read(message);
        var key = new WatchKey(order.by(), order.number());
        switch (order) {
            case TrailOrder.Follow follow -> {
                switch (followed.renew(key)) {
                    case BEGUN ->
                        follow(key, follow)
                                .onComplete(there -> tell(key, new TrailReport(self, List.of(), 0, 0, true)));
                    // Event loops that have begun since are to know of it.
                    case RENEWED -> follow(key, follow);
                    case TOO_MANY -> {}
                }
            }
            case TrailOrder.Count count -> {
                if (counted.renew(key) == Leases.Outcome.BEGUN) tally();
            }
            case TrailOrder.Stop stop -> {
                if (followed.end(key)) leave(key);
                if (counted.end(key)) countNoMore();
            }
        }
    }

    private Future<?> follow(WatchKey key, TrailOrder.Follow order) {
        return Future.join(node.loops().stream()
                .map(loop -> loop.follow(order, self, report -> tell(key, report)))
                .toList());
    }

    private void leave(WatchKey key) {
        for (SocketLoop loop : node.loops()) loop.leave(key.by(), key.number());
    }

    private void countNoMore() {
        if (!counted.isEmpty()) return;
        for (SocketLoop loop : node.loops()) loop.stopCounting();
    }

    private void expire() {
        followed.expire().forEach(this::leave);
        if (!counted.expire().isEmpty()) countNoMore();
    }

    private void tally() {
        Set<WatchKey> to = counted.held();
        if (to.isEmpty()) return;
        Future.all(node.loops().stream().map(SocketLoop::count).toList()).onSuccess(all -> {
            Tally told = tally.of(all.list());
            for (WatchKey key : to) tell(key, told);
        });
    }

    /** Called on event loops too. */
    private void tell(WatchKey key, Observation observation) {
        if (observation instanceof TrailReport report) {
            omitted.increment(report.omitted());
            lost.increment(report.lost());
        }
        TrailTold told = TrailCodec.write(key.number(), observation);
        if (key.by().equals(self)) bus.send(Addresses.WATCHERS, told);
        else bus.send(Addresses.node(key.by()), told);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
