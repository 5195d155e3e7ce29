package dev.parley.chaos.cluster;

import dev.parley.chaos.client.Server;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A network namespace for each node, on a bridge that this machine is on too. Owned by the thread that does the harm.
 *
 * <p>Everything bears the slot of this rig: rigs do not meet, and what bears it at the start was left by one that was killed.
 */
final class Namespaces implements Network {

    private static final String NOWHERE = "02:00:00:00:00:01";
    private static final int PORT = 3000;
    private static final int CLUSTER_PORT = 5701;
    private static final int FIRST_HOST = 10;

    private final String name;
    private final String net;
    private final int nodes;
    private final TrafficControl traffic;
    private final List<int[]> parted = new ArrayList<>();
    private final Set<Integer> disturbed = new HashSet<>();
    private final List<Relay> relays = new ArrayList<>();

    /** Fails with the reason when this machine, or this user, can have none. */
    Namespaces(Slot slot, int nodes) {
        if (!"root".equals(System.getProperty("user.name"))) throw new IllegalStateException("needs root");
        this.name = "parley" + slot.number();
        // The range that is set aside for tests of networks.
        this.net = "198.18." + slot.number() + ".";
        this.nodes = nodes;
        removeAll();
        try {
            make();
            this.traffic = new TrafficControl(namespace(1));
        } catch (IllegalStateException fault) {
            removeAll();
            throw fault;
        }
        // A run that is interrupted leaves nothing either.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::removeAll));
    }

    private void make() {
        String bridge = name + "b";
        Shell.must("ip link add " + bridge + " type bridge");
        Shell.must("ip addr add " + net + "1/24 dev " + bridge);
        Shell.must("ip link set " + bridge + " up");
        for (int node = 1; node <= nodes; node++) {
            Shell.must("ip netns add " + namespace(node));
            Shell.must("ip link add " + outside(node) + " type veth peer name eth0 netns " + namespace(node));
            Shell.must("ip link set " + outside(node) + " master " + bridge + " up");
            inside(node, "addr add " + host(node) + "/24 dev eth0");
            inside(node, "link set eth0 up");
            inside(node, "link set lo up");
        }
    }

    /** With the processes in them. */
    private void removeAll() {
        for (String each : named("ip netns list", name + "n\\d+")) {
            named("ip netns pids " + each, "\\d+").forEach(pid -> Shell.run("kill", "-KILL", pid));
            Shell.line("ip netns del " + each);
        }
        // Those of a namespace go some time after it, and then this one says that it is gone.
        named("ip -br link", name + "[bv]\\d*").forEach(each -> Shell.line("ip link del " + each));
    }

    /** The words of such a form in what a command prints. */
    private static List<String> named(String command, String form) {
        return Pattern.compile("(?m)^" + form + "\\b")
                .matcher(Shell.line(command).said())
                .results()
                .map(each -> each.group())
                .toList();
    }

    private String namespace(int node) {
        return name + "n" + node;
    }

    private String outside(int node) {
        return name + "v" + node;
    }

    private String host(int node) {
        return net + (FIRST_HOST + node);
    }

    private void inside(int node, String line) {
        Shell.must("ip -n " + namespace(node) + " " + line);
    }

    @Override
    public Server server(int node) {
        return new Server(node, host(node), PORT);
    }

    @Override
    public String member(int node) {
        return host(node) + ":" + CLUSTER_PORT;
    }

    @Override
    public List<String> prefix(int node) {
        return List.of("ip", "netns", "exec", namespace(node));
    }

    /** The store serves this machine only: a relay on the bridge leads there. */
    @Override
    public String store(int port) {
        relays.add(Relay.start(net + "1", port, "127.0.0.1"));
        return net + "1:" + port;
    }

    @Override
    public Optional<String> refuses(Fault.Kind kind) {
        return traffic.refuses(kind);
    }

    @Override
    public Optional<String> way(Fault.Kind kind) {
        return traffic.way(kind);
    }

    /** Packets to the other side go to a hardware address that nobody has: as silent as a cable that is cut. */
    @Override
    public void part(Set<Integer> minority, int count) {
        for (int one = 1; one <= count; one++) {
            for (int other = 1; other <= count; other++) {
                if (minority.contains(one) == minority.contains(other)) continue;
                inside(one, "neigh replace " + host(other) + " lladdr " + NOWHERE + " nud permanent dev eth0");
                parted.add(new int[] {one, other});
            }
        }
    }

    @Override
    public void disturb(int node, Fault.Kind kind) throws InterruptedException {
        disturbed.add(node);
        traffic.disturb(namespace(node), outside(node), kind);
    }

    @Override
    public void heal() {
        for (int[] pair : parted) inside(pair[0], "neigh del " + host(pair[1]) + " dev eth0");
        parted.clear();
        disturbed.forEach(node -> traffic.calm(namespace(node)));
        disturbed.clear();
    }

    @Override
    public void close() {
        relays.forEach(Relay::close);
        removeAll();
    }
}
