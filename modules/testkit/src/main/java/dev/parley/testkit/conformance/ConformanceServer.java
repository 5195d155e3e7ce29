package dev.parley.testkit.conformance;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.DirectoryVerticle;
import dev.parley.cluster.LogNumber;
import dev.parley.sockets.ClientLimits;
import dev.parley.sockets.FanoutVerticle;
import dev.parley.sockets.Namespaces;
import dev.parley.sockets.Parser;
import dev.parley.sockets.Profile;
import dev.parley.sockets.RecoveryServices;
import dev.parley.sockets.SocketServices;
import dev.parley.sockets.SocketVerticle;
import dev.parley.sockets.SocketsConfig;
import dev.parley.sockets.engine.EngineConfig;
import dev.parley.sockets.engine.EngineLoop;
import dev.parley.sockets.engine.EngineRequests;
import dev.parley.sockets.engine.Entrance;
import dev.parley.sockets.engine.Origins;
import dev.parley.sockets.engine.Sessions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One node on one event loop that speaks bare Engine.IO under {@code /engine.io/} and Socket.IO under {@code /socket.io/},
 * with the short timeouts of the public test suites. Its engine is confined to that event loop.
 */
public final class ConformanceServer {

    private static final NodeId SELF = new NodeId("conformance");
    private static final List<String> ANYBODY = List.of("*");

    /** How soon clients are given up. */
    record Patience(Duration pingInterval, Duration pingTimeout, Duration connectTimeout) {

        /** What the public suites count on. */
        static final Patience OF_THE_SUITES =
                new Patience(Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofSeconds(1));
    }

    private final Patience patience;
    private final Vertx vertx;
    private final Bus bus;
    private final Cluster cluster;
    private final SocketServices services;
    private final DirectoryVerticle directory;
    private final Sessions echoed;
    private @Nullable EngineRequests echo;

    /** The app of all clients; the fixture asks for none of its limits. */
    private static final App APP = App.bare("default");

    private ConformanceServer(Cluster cluster, Patience patience) {
        this.patience = patience;
        this.cluster = cluster;
        this.vertx = cluster.vertx();
        this.bus = new Bus(vertx);
        this.directory = new DirectoryVerticle(SELF, new LogNumber(), bus, cluster, 1_000);
        this.echoed = new Sessions(SELF, bus, cluster.membership());
        this.services = new SocketServices(
                new Sessions(SELF, bus, cluster.membership()),
                AppTable.of(APP, limits(), InstantSource.system()),
                directory,
                directory.presence(),
                new Webhooks(bus, Subscriptions.NONE),
                Namespaces.of(namespaces()),
                RecoveryServices.none(SELF, InstantSource.system(), new SimpleMeterRegistry()),
                InstantSource.system(),
                new SimpleMeterRegistry());
    }

    /** What nobody reaches: suites are no ordinary clients. */
    private static Limits limits() {
        return new Limits(Stream.of(Limit.values()).collect(Collectors.toMap(limit -> limit, Limit::most)));
    }

    private static SequencedMap<String, Profile> namespaces() {
        var namespaces = new LinkedHashMap<String, Profile>();
        namespaces.put("/", new FixtureProfile(true));
        namespaces.put("/custom", new FixtureProfile(false));
        return namespaces;
    }

    /**
     * Runs it until the process is stopped.
     *
     * @param args the port, 3000 if there is none
     */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 3000;
        start(port, Patience.OF_THE_SUITES)
                .onSuccess(server -> System.out.println("conformance server ready: http://127.0.0.1:" + server.port()
                        + " (Engine.IO under /engine.io/, Socket.IO under /socket.io/)"))
                .onFailure(fault -> {
                    System.err.println(fault.getMessage());
                    System.exit(1);
                });
    }

    /** Starts one on a port, where 0 is any free one. */
    static Future<ConformanceServer> start(int port, Patience patience) {
        return Cluster.join(
                        new ClusterConfig("conformance", "127.0.0.1", 0, 0, List.of()),
                        SELF,
                        new VertxOptions().setPreferNativeTransport(true))
                .compose(cluster -> new ConformanceServer(cluster, patience).deploy(port));
    }

    private Future<ConformanceServer> deploy(int port) {
        var config = new SocketsConfig(
                "127.0.0.1",
                port,
                Optional.empty(),
                Duration.ofMinutes(1),
                engine("/socket.io/"),
                patience.connectTimeout(),
                Duration.ZERO,
                Parser.AUTO,
                10,
                10,
                1_000_000,
                Duration.ofSeconds(10),
                100,
                ANYBODY,
                ClientLimits.none(),
                true,
                1);
        return vertx.deployVerticle(directory)
                .compose(routed -> vertx.deployVerticle(new FanoutVerticle(SELF, bus, services)))
                .compose(delivered -> vertx.deployVerticle(new SocketVerticle(config, services, this::elsewhere)))
                .map(this);
    }

    private EngineConfig engine(String path) {
        return new EngineConfig(
                path,
                true,
                Set.copyOf(EngineConfig.TRANSPORTS),
                true,
                patience.pingInterval(),
                patience.pingTimeout(),
                Duration.ofSeconds(10),
                1_000_000,
                4_000_000,
                100_000,
                1_024,
                Optional.empty());
    }

    /** Called on the listener's one event loop. */
    private void elsewhere(HttpServerRequest request) {
        if (echo == null) {
            var loop = new EngineLoop(vertx, vertx.getOrCreateContext(), engine("/engine.io/"), echoed.local());
            echo = new EngineRequests(
                    loop,
                    echoed,
                    any -> new Origins(ANYBODY),
                    Entrance.open(),
                    (session, client) -> new EchoHandler(session));
        }
        if (echo.claims(request)) {
            echo.handle(request);
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    public int port() {
        return services.port();
    }

    /** Stops it. Not to be called on one of its threads. */
    public Future<Void> stop() {
        return cluster.leave();
    }
}
