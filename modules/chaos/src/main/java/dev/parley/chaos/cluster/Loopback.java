package dev.parley.chaos.cluster;

import dev.parley.chaos.client.Server;
import dev.parley.testkit.FreePorts;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All nodes on the loopback address: nothing can come between them. Immutable. */
record Loopback(List<Integer> ports, List<Integer> clusterPorts, String why) implements Network {

    private static final String HOST = "127.0.0.1";

    /** With free ports, and the reason why there is no better network. */
    static Loopback of(int nodes, String why) {
        List<Integer> ports = FreePorts.some(2 * nodes);
        return new Loopback(ports.subList(0, nodes), ports.subList(nodes, 2 * nodes), why);
    }

    @Override
    public Server server(int node) {
        return new Server(node, HOST, ports.get(node - 1));
    }

    @Override
    public String member(int node) {
        return HOST + ":" + clusterPorts.get(node - 1);
    }

    @Override
    public List<String> prefix(int node) {
        return List.of();
    }

    @Override
    public String store(int port) {
        return HOST + ":" + port;
    }

    @Override
    public Optional<String> refuses(Fault.Kind kind) {
        return kind.isOfNetwork() ? Optional.of(why) : Optional.empty();
    }

    @Override
    public Optional<String> way(Fault.Kind kind) {
        return Optional.empty();
    }

    @Override
    public void part(Set<Integer> minority, int nodes) {
        throw new IllegalStateException(why);
    }

    @Override
    public void heal() {}

    @Override
    public void disturb(int node, Fault.Kind kind) {
        throw new IllegalStateException(why);
    }

    @Override
    public void close() {}
}
