package dev.parley.chaos.cluster;

import dev.parley.chaos.client.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network namespace for each node, on a bridge that this machine is on too. Owned by the thread that does the harm.
 *
 * <p>Everything is named by this process, so that rigs do not meet, and what one left behind that is gone is found.
 */
final class Namespaces implements Network {

    private static final Pattern OWN = Pattern.compile("pc(\\d+)[nb](\\d*)");
    private static final String NOWHERE = "02:00:00:00:00:01";
    private static final int PORT = 3000;
    private static final int CLUSTER_PORT = 5701;
    private static final int FIRST_HOST = 10;
    private static final int NETS = 256;

    private final String name = "pc" + ProcessHandle.current().pid();
    private final String net;
    private final int nodes;
    private final Optional<String> noNetem;
    private final List<int[]> parted = new ArrayList<>();
    private final List<Relay> relays = new ArrayList<>();

    private Namespaces(int nodes) {
        long pid = ProcessHandle.current().pid();
        this.net = "10." + (64 + pid / NETS % 64) + "." + pid % NETS + ".";
        this.nodes = nodes;
        make();
        this.noNetem = netem();
    }

    /** Why there can be none on this machine; nothing if there can. */
    static Optional<String> impossible() {
        if (!"root".equals(System.getProperty("user.name"))) return Optional.of("needs root");
        var made = Shell.line("ip netns add pc0n");
        if (made.status() != 0) return Optional.of("no network namespaces: " + made.said());
        Shell.line("ip netns del pc0n");
        return Optional.empty();
    }

    static Namespaces make(int nodes) {
        removeLeftovers();
        return new Namespaces(nodes);
    }

    /** Of rigs that were killed: their nodes, too. */
    private static void removeLeftovers() {
        Matcher own = OWN.matcher(Shell.line("ip netns list").said() + "\n"
                + Shell.line("ip -br link").said());
        while (own.find()) {
            if (ProcessHandle.of(Long.parseLong(own.group(1))).isPresent()) continue;
            if (own.group().contains("n")) removeNamespace(own.group());
            else Shell.line("ip link del " + own.group());
        }
    }

    private static void removeNamespace(String namespace) {
        Shell.line("ip netns pids " + namespace)
                .said()
                .lines()
                .filter(each -> each.matches("\\d+"))
                .forEach(pid -> Shell.run("kill", "-KILL", pid));
        Shell.line("ip netns del " + namespace);
    }

    private void make() {
        try {
            String bridge = name + "b";
            Shell.must("ip link add " + bridge + " type bridge");
            Shell.must("ip addr add " + net + "1/24 dev " + bridge);
            Shell.must("ip link set " + bridge + " up");
            for (int node = 1; node <= nodes; node++) {
                String outside = name + "v" + node;
                Shell.must("ip netns add " + namespace(node));
                Shell.must("ip link add " + outside + " type veth peer name eth0 netns " + namespace(node));
                Shell.must("ip link set " + outside + " master " + bridge + " up");
                inside(node, "ip addr add " + host(node) + "/24 dev eth0");
                inside(node, "ip link set eth0 up");
                inside(node, "ip link set lo up");
            }
        } catch (IllegalStateException fault) {
            close();
            throw fault;
        }
    }

    private Optional<String> netem() {
        var tried = Shell.line("ip netns exec " + namespace(1) + " tc qdisc add dev eth0 root netem delay 1ms");
        if (tried.status() != 0) return Optional.of("no netem in this kernel: " + tried.said());
        inside(1, "tc qdisc del dev eth0 root");
        return Optional.empty();
    }

    private String namespace(int node) {
        return name + "n" + node;
    }

    private String host(int node) {
        return net + (FIRST_HOST + node);
    }

    private void inside(int node, String line) {
        Shell.must("ip netns exec " + namespace(node) + " " + line);
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
        return kind == Fault.Kind.DELAY || kind == Fault.Kind.LOSS ? noNetem : Optional.empty();
    }

    /** Packets to the other side go to a hardware address that nobody has: as silent as a cable that is cut. */
    @Override
    public void part(Set<Integer> minority, int count) {
        for (int one = 1; one <= count; one++) {
            for (int other = 1; other <= count; other++) {
                if (minority.contains(one) == minority.contains(other)) continue;
                inside(one, "ip neigh replace " + host(other) + " lladdr " + NOWHERE + " nud permanent dev eth0");
                parted.add(new int[] {one, other});
            }
        }
    }

    @Override
    public void heal() {
        for (int[] pair : parted) inside(pair[0], "ip neigh del " + host(pair[1]) + " dev eth0");
        parted.clear();
        if (noNetem.isPresent()) return;
        for (int node = 1; node <= nodes; node++)
            Shell.line("ip netns exec " + namespace(node) + " tc qdisc del dev eth0 root");
    }

    @Override
    public void disturb(int node, String netem) {
        inside(node, "tc qdisc replace dev eth0 root netem " + netem);
    }

    @Override
    public void close() {
        relays.forEach(Relay::close);
        for (int node = 1; node <= nodes; node++) removeNamespace(namespace(node));
        Shell.line("ip link del " + name + "b");
    }
}
