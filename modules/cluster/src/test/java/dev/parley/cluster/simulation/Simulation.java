package dev.parley.cluster.simulation;

import dev.parley.bus.Audience;
import dev.parley.bus.Message;
import dev.parley.bus.Message.Question;
import dev.parley.bus.NodeId;
import dev.parley.bus.Target;
import dev.parley.cluster.SimulatedNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One run: hosts on a network, what is done to them, and an oracle that watches. Confined to one thread. */
final class Simulation {

    private static final long START = VirtualTime.micros(Duration.ofSeconds(5));
    private static final long BEAT = VirtualTime.micros(Duration.ofSeconds(5));
    private static final long PRESENCE = VirtualTime.micros(Duration.ofSeconds(10));
    private static final long QUIET = VirtualTime.micros(Duration.ofSeconds(40));

    private final Scenario scenario;
    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final Network network;
    private final MemberLists lists;
    private final Oracle oracle;
    private final Map<NodeId, Host> hosts = new HashMap<>();
    private final Host[] slots;
    private int started;

    Simulation(Scenario scenario, boolean weighed) {
        this.scenario = scenario;
        this.random = new SplittableRandom(~scenario.seed());
        this.network = new Network(time, scenario.seed(), scenario.nodes(), weighed);
        this.lists = new MemberLists(time, network, random);
        this.oracle = new Oracle(time, this::servers);
        this.slots = new Host[scenario.nodes()];
    }

    /** What a run of the scenario finds. */
    static Optional<Finding> run(Scenario scenario) {
        return new Simulation(scenario, false).run().finding();
    }

    Oracle run() {
        try {
            startAll();
            scenario.steps().forEach(this::apply);
            end();
        } catch (RuntimeException fault) {
            oracle.found(Finding.Rule.NO_FAULT, fault.toString());
        }
        return oracle;
    }

    void startAll() {
        for (int slot = 0; slot < slots.length; slot++) start(slot);
        pass(START);
    }

    /** The faults are over: in time everything is true again, and when everybody has gone nothing is left. */
    private void end() {
        network.wear(0);
        for (Host host : slots) host.thaw();
        heal(random.nextBoolean());
        pass(PRESENCE);
        oracle.presence(PRESENCE);
        pass(QUIET);
        oracle.everything();
        servers().forEach(Server::disconnectAll);
        pass(PRESENCE);
        oracle.everything();
    }

    void pass(long micros) {
        time.runTo(time.now() + micros);
    }

    // ---- Hosts ----

    private void start(int slot) {
        if (slots[slot] != null && slots[slot].alive()) return;
        var host = new Host(new NodeId("n%d-%d".formatted(slot, ++started)), slot, time);
        slots[slot] = host;
        hosts.put(host.id, host);
        lists.start(
                host,
                view -> host.after(random.nextLong(100_000, 500_000), () -> {
                    var server = new Server(
                            host, new SimulatedNode(host.id, new Surroundings(host, view)), oracle::acknowledged);
                    host.server = server;
                    server.open(view.watch());
                    host.after(random.nextLong(BEAT), () -> beat(host, server));
                }));
    }

    private static void beat(Host host, Server server) {
        server.node().beat();
        host.after(BEAT, () -> beat(host, server));
    }

    List<Server> servers() {
        var servers = new ArrayList<Server>();
        for (Host host : slots) {
            if (host.alive() && host.server != null) servers.add(host.server);
        }
        return servers;
    }

    Network network() {
        return network;
    }

    private final class Surroundings implements SimulatedNode.Surroundings {

        private final Host host;
        private final MemberView view;

        Surroundings(Host host, MemberView view) {
            this.host = host;
            this.view = view;
        }

        /** The event bus does not know the address of a node that is no member, or not yet, or still does. */
        @Override
        @SuppressWarnings("unchecked")
        public <A extends Message> Future<A> ask(NodeId node, Question<A> question, Duration within) {
            boolean member = view.others().contains(node);
            if (!member && (!hosts.get(node).alive() || random.nextBoolean()))
                return after(1).compose(later -> Future.failedFuture("no such address"));
            return network.ask(host, hosts.get(node), question, within, to -> (A) to.server.hear(question));
        }

        @Override
        public Future<Void> after(long millis) {
            Promise<Void> over = Promise.promise();
            host.after(millis * 1_000, over::complete);
            return over.future();
        }
    }

    // ---- Steps ----

    private void apply(Step step) {
        switch (step) {
            case Step.Wait wait -> pass(wait.micros());
            case Step.Connect s -> at(s.slot()).ifPresent(server -> server.connect(s.client(), s.user()));
            case Step.Disconnect s -> at(s.slot()).ifPresent(server -> server.disconnect(s.client()));
            case Step.Join s -> at(s.slot()).ifPresent(server -> server.join(s.client(), Target.room(s.room())));
            case Step.Leave s -> at(s.slot()).ifPresent(server -> server.leave(s.client(), Target.room(s.room())));
            case Step.Burst s ->
                at(s.slot()).ifPresent(server -> {
                    for (int i = 0; i < s.rooms(); i++) server.join(s.client(), Target.room("burst" + i));
                });
            case Step.Emit s -> at(s.slot()).ifPresent(server -> oracle.emit(server, audience(s.rooms())));
            case Step.Kill s -> kill(slots[s.slot()]);
            case Step.Start s -> start(s.slot());
            case Step.Freeze s -> slots[s.slot()].freeze();
            case Step.Thaw s -> slots[s.slot()].thaw();
            case Step.Reset s -> network.reset(slots[s.from()], slots[s.to()]);
            case Step.Wear s -> network.wear(s.oneIn());
            case Step.Divide s -> {
                network.divide(s.sides().stream().mapToInt(Integer::intValue).toArray());
                lists.divided();
            }
            case Step.Heal s -> heal(s.lossy());
        }
    }

    private Optional<Server> at(int slot) {
        return slots[slot].serves() ? Optional.of(slots[slot].server) : Optional.empty();
    }

    private static Audience audience(List<String> rooms) {
        if (rooms.isEmpty()) return Audience.of(Server.ROOT, Target.EVERYONE);
        return new Audience(Server.ROOT, rooms.stream().map(Target::room).toList(), List.of());
    }

    /** What it has sent may still arrive. */
    private void kill(Host host) {
        if (!host.alive()) return;
        host.kill();
        lists.died(host);
    }

    private void heal(boolean lossy) {
        network.heal(lossy);
        lists.healed();
    }
}
