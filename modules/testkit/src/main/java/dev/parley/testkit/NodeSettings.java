package dev.parley.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one node of a cluster is told, by its environment.
 *
 * @param folder where it runs; relative paths of its configuration begin here
 * @param port where it serves HTTP and Socket.IO, on the loopback address
 * @param clusterPorts where the nodes of its cluster look for one another, its own among them; none for a node by itself
 * @param more settings beyond those that every node of a test has
 */
record NodeSettings(
        String name,
        Path folder,
        int port,
        int clusterPort,
        List<Integer> clusterPorts,
        Secrets secrets,
        Map<String, String> more) {

    NodeSettings {
        clusterPorts = List.copyOf(clusterPorts);
        more = Map.copyOf(more);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String apiKey() {
        return secrets.apiKey();
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(secrets.environment());
        environment.put("PARLEY_NODE_ID", name);
        environment.put("PARLEY_DATA", folder.resolve("data").toString());
        environment.put("PARLEY_LISTEN_HOST", "127.0.0.1");
        environment.put("PARLEY_LISTEN_PORT", String.valueOf(port));
        if (!clusterPorts.isEmpty()) {
            // A name of its own, so that it joins no other cluster of this machine.
            environment.put("PARLEY_CLUSTER_NAME", "test-" + clusterPorts.getFirst());
            environment.put("PARLEY_CLUSTER_PORT", String.valueOf(clusterPort));
            environment.put(
                    "PARLEY_CLUSTER_MEMBERS",
                    clusterPorts.stream().map(each -> "127.0.0.1:" + each).collect(Collectors.joining(",")));
        }
        environment.putAll(more);
        return environment;
    }
}
