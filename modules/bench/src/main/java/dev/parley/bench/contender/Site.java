package dev.parley.bench.contender;

import dev.parley.bench.contender.Servers.Dialect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts contenders on ports of this machine.
 *
 * @param root the folder of the repository
 * @param folder where the processes run and log
 * @param java the words that run Parley's jar, as scripts/start says them
 */
public record Site(Path root, Path folder, List<String> java) {

    private static final String KEY = "bench-key";
    private static final String HEADERS = "X-Api-Key: " + KEY + "\r\nContent-Type: application/json\r\n";
    private static final int CLUSTER_PORTS = 50;
    private static final int STORE_PORT = 90;
    private static final String LOOPBACK = "127.0.0.1";

    public Site {
        java = List.copyOf(java);
    }

    /** Starts so many nodes, and waits until they are ready. */
    public Servers start(Contender contender, int nodes) {
        int port = contender.firstPort() + (nodes > 1 ? nodes : 0);
        var children = new ArrayList<Child>();
        try {
            return switch (contender) {
                case PARLEY -> parley(children, port, nodes);
                case SOCKET_IO -> socketIo(children, port, nodes);
                case NETTY_SOCKETIO -> {
                    children.add(nettySocketIo(port));
                    yield new Servers(children, at(port, 1), at(port + 1, 1), new Dialect("/emit", HEADERS));
                }
                case BARE -> {
                    children.add(bare(port));
                    yield new Servers(children, at(port, 1), at(port, 1), new Dialect("/emit", HEADERS));
                }
            };
        } catch (RuntimeException fault) {
            children.forEach(Child::close);
            throw fault;
        }
    }

    /** Whether a contender can be more than one node. */
    public static boolean clusters(Contender contender) {
        return contender == Contender.PARLEY || contender == Contender.SOCKET_IO;
    }

    private Servers parley(List<Child> children, int port, int nodes) {
        var environment = new HashMap<>(parleyLimits());
        if (nodes > 1) {
            int store = port + STORE_PORT;
            Path data = folder.resolve("store-data");
            children.add(new Child(
                            "parley-store",
                            folder,
                            words(java, "store", "--data", data.toString(), "--port", String.valueOf(store)),
                            Map.of())
                    .awaitReady("ready:"));
            environment.put("MONGODB_URI", "mongodb://" + LOOPBACK + ":" + store + "/parley");
            environment.put("PARLEY_CLUSTER_MEMBERS", members(port, nodes));
        }
        for (int i = 0; i < nodes; i++) {
            var own = new HashMap<>(environment);
            own.put("PARLEY_CLUSTER_PORT", String.valueOf(port + CLUSTER_PORTS + i));
            own.put("PARLEY_DATA", folder.resolve("parley-data-" + nodes + i).toString());
            children.add(new Child(
                            "parley-" + nodes + "-" + i,
                            folder,
                            words(java, "serve", "--port", String.valueOf(port + i)),
                            own)
                    .awaitReady("parley ready:"));
        }
        return new Servers(children, at(port, nodes), at(port, nodes), new Dialect("/api/v1/emit", HEADERS));
    }

    /** One machine plays all clients and all backends: what an address or a key may do is no subject here. */
    private static Map<String, String> parleyLimits() {
        String plenty = "1000000";
        return Map.of(
                "HTTP_API_KEY", KEY,
                "JOIN_TOKEN_SECRET", "bench-secret-of-at-least-32-bytes",
                "PARLEY_LISTEN_CONNECTS_PER_SECOND", plenty,
                "PARLEY_LISTEN_MAX_UNJOINED_PER_ADDRESS", plenty,
                "PARLEY_LIMITS_CONNECTIONS_PER_ADDRESS", plenty,
                "PARLEY_LIMITS_EVENTS_PER_SECOND", plenty,
                "PARLEY_LIMITS_BYTES_PER_SECOND", "1000000000",
                "PARLEY_LIMITS_REQUESTS_PER_SECOND", plenty);
    }

    private static String members(int port, int nodes) {
        return String.join(
                ",",
                Stream.iterate(port + CLUSTER_PORTS, next -> next + 1)
                        .limit(nodes)
                        .map(each -> LOOPBACK + ":" + each)
                        .toList());
    }

    private Servers socketIo(List<Child> children, int port, int nodes) {
        Map<String, String> environment = Map.of("NODE_ENV", "production");
        if (nodes > 1) {
            String redis = String.valueOf(port + STORE_PORT);
            children.add(new Child(
                            "redis",
                            folder,
                            List.of(
                                    "redis-server",
                                    "--bind",
                                    LOOPBACK,
                                    "--port",
                                    redis,
                                    "--save",
                                    "",
                                    "--appendonly",
                                    "no"),
                            Map.of())
                    .awaitReady("Ready to accept connections"));
            environment = Map.of("NODE_ENV", "production", "REDIS_PORT", redis);
        }
        String script = root.resolve("modules/bench/peers/node/server.mjs").toString();
        for (int i = 0; i < nodes; i++) {
            children.add(new Child(
                            "socket.io-" + nodes + "-" + i,
                            folder,
                            List.of("node", script, String.valueOf(port + i)),
                            environment)
                    .awaitReady("socket.io ready"));
        }
        return new Servers(children, at(port, nodes), at(port, nodes), new Dialect("/emit", HEADERS));
    }

    private Child nettySocketIo(int port) {
        Path built = root.resolve("modules/bench/peers/netty-socketio/target");
        return new Child(
                        "netty-socketio",
                        folder,
                        List.of(
                                java.getFirst(),
                                "-cp",
                                built.resolve("peer.jar") + ":" + built.resolve("lib/*"),
                                "bench.Peer",
                                String.valueOf(port)),
                        Map.of())
                .awaitReady("netty-socketio ready");
    }

    private Child bare(int port) {
        Path program = root.resolve("modules/bench/target/bare");
        return new Child("bare", folder, List.of(program.toString(), String.valueOf(port)), Map.of())
                .awaitReady("bare ready");
    }

    private static List<InetSocketAddress> at(int port, int nodes) {
        return Stream.iterate(port, next -> next + 1)
                .limit(nodes)
                .map(each -> new InetSocketAddress(InetAddress.getLoopbackAddress(), each))
                .toList();
    }

    private static List<String> words(List<String> first, String... then) {
        return Stream.concat(first.stream(), Stream.of(then)).toList();
    }
}
