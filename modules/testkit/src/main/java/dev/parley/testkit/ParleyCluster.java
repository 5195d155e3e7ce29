package dev.parley.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The nodes of one cluster on free ports of this machine, numbered from 1. Owned by the thread of its test. */
public final class ParleyCluster implements AutoCloseable {

    private final TemporaryFolder folder = TemporaryFolder.make();
    private final Secrets secrets;
    private final List<NodeSettings> settings;
    private final List<ParleyProcess> nodes = new ArrayList<>();

    private ParleyCluster(int size, Secrets secrets, Map<String, String> more) {
        this.secrets = secrets;
        List<Integer> ports = FreePorts.some(2 * size);
        List<Integer> clusterPorts = size == 1 ? List.of() : ports.subList(size, 2 * size);
        this.settings = IntStream.range(0, size)
                .mapToObj(i -> new NodeSettings(
                        "node-" + (i + 1),
                        folder.path().resolve("node-" + (i + 1)),
                        ports.get(i),
                        ports.get(size + i),
                        clusterPorts,
                        secrets,
                        more))
                .toList();
    }

    /** Starts nodes at the same time and waits until all are ready. One node is a node by itself, without a cluster. */
    public static ParleyCluster start(int size) {
        return start(size, new Secrets(), Map.of());
    }

    /**
     * The same, with some settings more.
     *
     * @param more environment of every node
     */
    public static ParleyCluster start(int size, Secrets secrets, Map<String, String> more) {
        var cluster = new ParleyCluster(size, secrets, more);
        try {
            cluster.settings.forEach(each -> cluster.nodes.add(ParleyProcess.launch(each)));
            cluster.nodes.forEach(ParleyProcess::awaitReady);
            return cluster;
        } catch (AssertionError fault) {
            cluster.close();
            throw fault;
        }
    }

    /**
     * The same on a store, which they share; it outlives them.
     *
     * @param more environment of every node beyond the store's address
     */
    public static ParleyCluster start(int size, StoreProcess store, Secrets secrets, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("MONGODB_URI", store.uri());
        return start(size, secrets, all);
    }

    /** One node by itself, which need not become ready: nobody waits for it. */
    public static ParleyCluster launch(Secrets secrets, Map<String, String> more) {
        var cluster = new ParleyCluster(1, secrets, more);
        cluster.nodes.add(ParleyProcess.launch(cluster.settings.getFirst()));
        return cluster;
    }

    /** A node, by its number from 1. */
    public ParleyProcess node(int number) {
        return nodes.get(number - 1);
    }

    public List<ParleyProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** Starts a node again that has ended, with the ports it had, and waits until it is ready. */
    public void startAgain(int number) {
        nodes.set(number - 1, ParleyProcess.launch(settings.get(number - 1)));
        node(number).awaitReady();
    }

    public String apiKey() {
        return secrets.apiKey();
    }

    /** A scenario that is played against these nodes. It knows their addresses and keys, and what {@code /} speaks. */
    public NodeScript scenario(String program) {
        String urls = settings.stream().map(each -> each.url().toString()).collect(Collectors.joining(","));
        String profile = settings.getFirst().more().getOrDefault("PARLEY_PROFILE", "parley");
        return new NodeScript(program, secrets.environment(), this::logs)
                .with("URLS", urls)
                .with("PROFILE", profile);
    }

    private String logs() {
        return nodes.stream().map(ParleyProcess::tail).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        nodes.forEach(ParleyProcess::close);
        folder.close();
    }
}
