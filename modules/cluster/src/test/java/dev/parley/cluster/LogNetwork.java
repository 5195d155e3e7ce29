package dev.parley.cluster;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.LogMessage.FromLog;
import dev.parley.bus.LogMessage.LogCopied;
import dev.parley.bus.LogMessage.LogCopy;
import dev.parley.bus.LogMessage.Missed;
import dev.parley.bus.LogMessage.ToLog;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Message.InOrder;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Position;
import dev.parley.bus.Target;
import dev.parley.cluster.EventLogs.LogPlace;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Logs of several nodes on a network whose every message is delivered, held or lost as the test says. */
final class LogNetwork {

    static final AppNamespace ROOT = new AppNamespace("default", "/");
    static final Place LOBBY = new Place(ROOT, Target.room("lobby"));
    static final LogConfig CONFIG =
            new LogConfig(namespace -> true, Duration.ofMinutes(2), Duration.ofSeconds(45), 1_000_000);

    final Map<NodeId, TestLog> nodes = new TreeMap<>();
    final Map<NodeId, LogRecord> records = new HashMap<>();
    final Map<Place, Set<NodeId>> members = new HashMap<>();
    Predicate<Object> lost = message -> false;
    Predicate<NodeId> silent = node -> false;
    /** Nodes of which no directory knows where they have members. */
    final Set<NodeId> unknown = new HashSet<>();

    boolean recordsAnswer = true;
    int copies;
    long now = 1_000_000;

    /** By who says it to whom: what is said on one link arrives in order. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    /** A node: what it keeps, and what its sockets have heard. */
    final class TestLog implements Arrivals.Receiver {
        final NodeId id;
        final LogKeeper keeper;
        final Arrivals arrivals;
        final List<String> heard = new ArrayList<>();
        final List<Missed> missed = new ArrayList<>();
        final List<NodeId> broken = new ArrayList<>();
        final Set<NodeId> others = new TreeSet<>();
        LogConfig config = CONFIG;

        private TestLog(NodeId id, LogConfig config) {
            this.id = id;
            keeper = new LogKeeper(
                    id,
                    new LogNumber(),
                    new Directory(),
                    config,
                    new Peers(id),
                    new LogMeters(new SimpleMeterRegistry()),
                    () -> now);
            arrivals = new Arrivals(id, new Logs(), this, () -> now);
        }

        Future<Void> accept(String name, Place place) {
            return accept(event(name, place));
        }

        Future<Void> accept(Broadcast event) {
            return keeper.accept(event, (to, stamped) -> say(id, to, stamped));
        }

        /** What one of the other nodes has said. */
        void hear(InOrder said) {
            if (said instanceof FromLog news) arrivals.hear(news);
            else if (said instanceof Broadcast event && event.stamp().isPresent() && arrivals.admit(event))
                heard.add(event.id());
        }

        @Override
        public void late(Broadcast event) {
            heard.add(event.id());
        }

        @Override
        public void missed(Missed answer) {
            missed.add(answer);
        }

        @Override
        public void broken(NodeId origin) {
            broken.add(origin);
        }

        private final class Logs implements EventLogs {
            @Override
            public Future<List<LogPlace>> all() {
                return Future.succeededFuture(known());
            }

            @Override
            public List<LogPlace> known() {
                var there = new TreeSet<>(others);
                there.add(id);
                var places = new ArrayList<LogPlace>();
                there.forEach(each -> places.add(new LogPlace(each, Optional.of(each), Optional.empty())));
                records.forEach((origin, record) -> {
                    if (!there.contains(origin)) places.add(LogDirectory.placeOfDead(origin, record, there));
                });
                return places;
            }

            @Override
            public boolean unsettled() {
                return false;
            }

            @Override
            public void ask(NodeId holder, ToLog request) {
                post(id, holder, request, there -> there.keeper.hear(request));
            }
        }
    }

    private final class Directory implements RoomDirectory {
        @Override
        public Future<Position> enter(Place place) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void leave(Place place) {}

        @Override
        public Collection<NodeId> nodesOf(Audience audience) {
            var all = new TreeSet<NodeId>();
            for (Target each : audience.to())
                all.addAll(members.getOrDefault(new Place(audience.namespace(), each), Set.of()));
            return all;
        }

        @Override
        public boolean knows(NodeId node) {
            return nodes.containsKey(node) && !unknown.contains(node);
        }
    }

    private final class Peers implements LogPeers {
        private final NodeId self;

        private Peers(NodeId self) {
            this.self = self;
        }

        @Override
        public void send(NodeId node, FromLog said) {
            say(self, node, said);
        }

        @Override
        public Future<LogCopied> copy(NodeId node, LogCopy part) {
            copies++;
            Promise<LogCopied> answer = Promise.promise();
            post(self, node, part, there -> {
                LogCopied copied = there.keeper.hear(part);
                post(node, self, copied, back -> answer.tryComplete(copied));
            });
            return answer.future();
        }

        @Override
        public Future<Void> record(NodeId origin, LogRecord record) {
            if (!recordsAnswer) return Future.failedFuture("no answer");
            records.put(origin, record);
            return Future.succeededFuture();
        }

        @Override
        public void forget(NodeId origin) {
            records.remove(origin);
        }

        @Override
        public Future<Map<NodeId, LogRecord>> records() {
            return recordsAnswer ? Future.succeededFuture(Map.copyOf(records)) : Future.failedFuture("no answer");
        }
    }

    TestLog start(String name) {
        return start(name, CONFIG);
    }

    TestLog start(String name, LogConfig config) {
        var node = new TestLog(new NodeId(name), config);
        node.others.addAll(nodes.keySet());
        nodes.put(node.id, node);
        node.keeper.start(node.others);
        node.others.forEach(node.arrivals::joined);
        for (TestLog other : nodes.values()) {
            if (other != node) meet(other, node);
        }
        run();
        return node;
    }

    private static void meet(TestLog one, TestLog other) {
        one.others.add(other.id);
        one.keeper.joined(other.id);
        one.arrivals.joined(other.id);
    }

    /** Without a word; what it has said is on its way or is not. */
    void kill(TestLog node) {
        nodes.remove(node.id);
        members.values().forEach(each -> each.remove(node.id));
        nodes.values().forEach(each -> part(each, node));
    }

    /** One sees the other leave. */
    static void part(TestLog one, TestLog other) {
        one.others.remove(other.id);
        one.keeper.left(other.id);
        one.arrivals.left(other.id);
    }

    /** Both see one another come back. */
    void heal(TestLog one, TestLog other) {
        meet(one, other);
        meet(other, one);
    }

    void enter(Place place, TestLog... there) {
        for (TestLog each : there)
            members.computeIfAbsent(place, first -> new HashSet<>()).add(each.id);
    }

    private void say(NodeId from, NodeId to, InOrder said) {
        post(from, to, said, there -> there.hear(said));
    }

    private void post(NodeId from, NodeId to, Object message, java.util.function.Consumer<TestLog> arrival) {
        waiting.add(() -> {
            TestLog there = nodes.get(to);
            if (there != null && !silent.test(to) && !silent.test(from) && !lost.test(message)) arrival.accept(there);
        });
    }

    /** Delivers what is under way, and what comes of it. */
    void run() {
        for (int turns = 0; !waiting.isEmpty(); turns++) {
            if (turns > 100_000) throw new AssertionError("messages that never end");
            waiting.remove().run();
        }
    }

    /** Drops what is under way. */
    void loseAll() {
        waiting.clear();
    }

    /** Lets time pass. */
    void pass(long millis) {
        for (long end = now + millis; now < end; ) {
            now += 100;
            nodes.values().forEach(each -> {
                if (silent.test(each.id)) return;
                each.keeper.tick();
                each.arrivals.tick();
            });
            run();
        }
    }

    static Broadcast event(String name, Place place) {
        return new Broadcast(name, Audience.of(place.namespace(), place.target()), args(name), List.of(), false);
    }

    static RawJson args(String name) {
        return JsonWriter.build(w -> w.beginArray().string(name).endArray());
    }
}
