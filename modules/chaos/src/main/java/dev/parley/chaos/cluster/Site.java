package dev.parley.chaos.cluster;

import dev.parley.testkit.FreePorts;
import dev.parley.testkit.Jar;
import dev.parley.testkit.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a cluster is made of. Immutable.
 *
 * @param slot that no other rig has
 * @param root of the repository
 * @param folder where the processes run and log
 * @param settings environment of every node beyond what it needs to find the others
 */
public record Site(Slot slot, Path root, Path folder, Map<String, String> settings) {

    public Site {
        settings = Map.copyOf(settings);
    }

    /** A cluster that is not started yet, with namespaces of its own where it may. */
    public Cluster cluster(int size) {
        Network network = network(size);
        Secrets secrets = new Secrets();
        int storePort = FreePorts.one();
        String uri = "mongodb://" + network.store(storePort) + "/parley";
        List<Child> nodes = IntStream.rangeClosed(1, size)
                .mapToObj(node -> node(network, secrets, node, size, uri))
                .toList();
        String data = folder.resolve("store/data").toString();
        List<String> words = Jar.command("store", "--data", data, "--port", String.valueOf(storePort));
        var store = new Child("store", folder, words, Map.of());
        return new Cluster(network, secrets, nodes, Optional.of(store));
    }

    private Network network(int size) {
        try {
            return new Namespaces(slot, size);
        } catch (IllegalStateException impossible) {
            return Loopback.of(size, "no network namespaces: " + impossible.getMessage());
        }
    }

    private Child node(Network network, Secrets secrets, int node, int size, String uri) {
        String[] member = network.member(node).split(":");
        Map<String, String> environment = new HashMap<>();
        environment.put("PARLEY_NODE_ID", "node-" + node);
        environment.put("HTTP_API_KEY", secrets.apiKey());
        environment.put("JOIN_TOKEN_SECRET", secrets.joinTokenSecret());
        environment.put("MONGODB_URI", uri);
        environment.put("PARLEY_LISTEN_HOST", network.server(node).host());
        environment.put(
                "PARLEY_LISTEN_PORT", String.valueOf(network.server(node).port()));
        environment.put(
                "PARLEY_CLUSTER_NAME", "chaos-" + ProcessHandle.current().pid());
        environment.put("PARLEY_CLUSTER_HOST", member[0]);
        environment.put("PARLEY_CLUSTER_PORT", member[1]);
        environment.put(
                "PARLEY_CLUSTER_MEMBERS",
                IntStream.rangeClosed(1, size).mapToObj(network::member).collect(Collectors.joining(",")));
        // A client has to notice within seconds that its node says nothing any more.
        environment.put("PARLEY_SOCKETS_PING_INTERVAL", "5s");
        environment.put("PARLEY_SOCKETS_PING_TIMEOUT", "5s");
        environment.putAll(settings);
        List<String> command = new ArrayList<>(network.prefix(node));
        command.addAll(Jar.command("serve"));
        return new Child("node-" + node, folder, command, environment);
    }

    /** One Node.js server with the stock library and its in-memory adapter, for comparison; it has no store. */
    public Cluster stock() {
        Network network = Loopback.of(1, "one server has no network");
        Secrets secrets = new Secrets();
        String program = root.resolve("modules/testkit/js/stock-server.mjs").toString();
        Map<String, String> environment =
                Map.of("PORT", String.valueOf(network.server(1).port()), "HTTP_API_KEY", secrets.apiKey());
        var node = new Child("node-1", folder, List.of("node", program), environment);
        return new Cluster(network, secrets, List.of(node), Optional.empty());
    }
}
