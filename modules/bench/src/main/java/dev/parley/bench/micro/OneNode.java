package dev.parley.bench.micro;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bench.load.Client;
import dev.parley.bench.load.Crowd;
import dev.parley.bench.load.Handshake;
import dev.parley.bench.load.Loop;
import dev.parley.bench.load.Member;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.DirectoryVerticle;
import dev.parley.cluster.LogNumber;
import dev.parley.cluster.RequestLimits;
import dev.parley.cluster.RoomDirectory;
import dev.parley.cluster.SocketsOverTheBus;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientLimits;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.FanoutVerticle;
import dev.parley.sockets.Namespaces;
import dev.parley.sockets.Parser;
import dev.parley.sockets.Profile;
import dev.parley.sockets.RecoveryServices;
import dev.parley.sockets.SocketHandler;
import dev.parley.sockets.SocketServices;
import dev.parley.sockets.SocketVerticle;
import dev.parley.sockets.SocketsConfig;
import dev.parley.sockets.engine.EngineConfig;
import dev.parley.sockets.engine.Sessions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node of one event loop in this process, and its clients, which say nothing. Owned by the thread that started it; what is given
 * to {@link #await} runs on the node's event loop.
 */
final class OneNode implements AutoCloseable {

    /** The one that all clients are in. */
    static final AppNamespace NAMESPACE = new AppNamespace("default", "/");

    /** The one that all clients are in, from the beginning. */
    static final Target ROOM = Target.room("public:all");

    private static final NodeId SELF = new NodeId("micro");
    private static final Duration NEVER = Duration.ofHours(1);
    private static final long SOON_SECONDS = 60;
    private static final int PLENTY = 100_000;

    private final Cluster cluster;
    private final DirectoryVerticle directory;
    private final SocketsOverTheBus sockets;
    private final SocketServices services;
    private final Queue<ClientSocket> members = new ConcurrentLinkedQueue<>();
    private final Loop loop = new Loop();
    private final Context context;

    private OneNode(Cluster cluster) {
        this.cluster = cluster;
        Vertx vertx = cluster.vertx();
        var bus = new Bus(vertx);
        var meters = new SimpleMeterRegistry();
        this.context = vertx.getOrCreateContext();
        this.directory = new DirectoryVerticle(SELF, new LogNumber(), bus, cluster, PLENTY);
        this.sockets = new SocketsOverTheBus(
                SELF,
                cluster,
                bus,
                new Broadcaster(SELF, bus, directory, meters),
                new RequestLimits(Duration.ofSeconds(SOON_SECONDS), PLENTY),
                meters);
        this.services = new SocketServices(
                new Sessions(SELF, bus, cluster.membership()),
                AppTable.of(App.bare(NAMESPACE.app()), limits(), InstantSource.system()),
                directory,
                directory.presence(),
                new Webhooks(bus, Subscriptions.NONE),
                Namespaces.of(new LinkedHashMap<>(Map.<String, Profile>of(NAMESPACE.name(), this::admit))),
                RecoveryServices.none(SELF, InstantSource.system(), meters),
                InstantSource.system(),
                meters);
        awaited(sockets.open()
                .compose(open -> vertx.deployVerticle(directory))
                .compose(routed -> vertx.deployVerticle(new FanoutVerticle(SELF, bus, services)))
                .compose(delivered -> vertx.deployVerticle(new SocketVerticle(
                        config(),
                        services,
                        request -> request.response().setStatusCode(404).end()))));
    }

    /** Starts one on a free port. */
    static OneNode start() {
        return new OneNode(awaited(Cluster.join(
                new ClusterConfig("micro", "127.0.0.1", 0, 0, List.of()),
                SELF,
                new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true))));
    }

    /** Nobody reaches them. */
    private static Limits limits() {
        return new Limits(Stream.of(Limit.values()).collect(Collectors.toMap(limit -> limit, Limit::most)));
    }

    /** As patient as can be: while something is measured, nobody reads what clients are sent. */
    private static SocketsConfig config() {
        var engine = new EngineConfig(
                "/socket.io/",
                true,
                Set.of("websocket"),
                false,
                NEVER,
                NEVER,
                NEVER,
                PLENTY,
                PLENTY,
                PLENTY,
                PLENTY,
                Optional.empty());
        return new SocketsConfig(
                "127.0.0.1",
                0,
                Optional.empty(),
                NEVER,
                engine,
                NEVER,
                Duration.ZERO,
                Parser.JSON,
                1,
                0,
                0,
                NEVER,
                PLENTY,
                List.of(),
                ClientLimits.none(),
                false,
                1);
    }

    private Future<Admission> admit(ClientSocket socket) {
        members.add(socket);
        return Future.succeededFuture(new Admission.Admitted(new Silent(), Optional.empty(), Set.of(ROOM)));
    }

    /** Enters places of rooms in the directory, without anybody in them; done when it knows them. */
    void enter(List<Target> rooms) {
        awaited(Future.all(rooms.stream()
                .map(room -> directory.enter(new Place(NAMESPACE, room)))
                .toList()));
    }

    /** Connects so many clients, and waits until they are in the room. */
    void gather(int count) {
        var crowd = new Crowd(loop);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), services.port());
        var handshake = Handshake.plain();
        crowd.gather(
                count, number -> loop.connect(address, new Client(number, handshake, List.of(), new Counting(crowd))));
    }

    RoomDirectory directory() {
        return directory;
    }

    ClusterSockets sockets() {
        return sockets;
    }

    /** One of those who are in the room. What it does, it does on the event loop. */
    ClientSocket member() {
        return members.element();
    }

    /** Runs something on the event loop, and waits for what comes of it. */
    <T> T await(Supplier<Future<T>> what) {
        Promise<T> done = Promise.promise();
        context.runOnContext(here -> what.get().onComplete(done));
        return awaited(done.future());
    }

    private static <T> T awaited(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SOON_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(told);
        }
    }

    @Override
    public void close() {
        loop.close();
        awaited(cluster.leave());
    }

    /** Does nothing, whatever its client does. */
    private record Silent() implements SocketHandler {

        @Override
        public void connected() {}

        @Override
        public void event(ClientEvent event) {}

        @Override
        public void disconnected(DisconnectReason reason) {}
    }

    /** Counts those who are connected. */
    private record Counting(Crowd crowd) implements Member.Listener {

        @Override
        public void ready(Member member) {
            crowd.countReady();
        }

        @Override
        public void delivered(Member member) {
            throw new IllegalStateException("an event that nobody has sent");
        }
    }
}
