package dev.parley.sockets;

import dev.parley.apps.App;
import dev.parley.apps.AppTable;
import dev.parley.apps.Apps;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Target;
import dev.parley.bus.webhooks.Subscriptions;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.DirectoryVerticle;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.InquiryLimits;
import dev.parley.cluster.InquiryResult;
import dev.parley.cluster.LogConfig;
import dev.parley.cluster.LogNumber;
import dev.parley.cluster.LogVerticle;
import dev.parley.cluster.Reach;
import dev.parley.cluster.RequestLimits;
import dev.parley.cluster.RoomPresence;
import dev.parley.cluster.SocketsOverTheBus;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.engine.EngineConfig;
import dev.parley.sockets.engine.Sessions;
import dev.parley.sockets.tls.TlsConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The socket verticles of one node on two event loops, with a profile that does what tests ask for. */
final class TestNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    static final Duration RECOVERY_WINDOW = Duration.ofMinutes(2);

    /** Bytes of events that are kept for those who are away. */
    static final int MAX_LOG = 100_000;

    /** What sockets were told when they went, in order. */
    final Queue<String> departures = new ConcurrentLinkedQueue<>();

    final Vertx vertx;
    final Bus bus;
    final SocketServices services;
    final Broadcaster broadcaster;
    final Inquiries inquiries;
    final RoomPresence presence;
    final ClusterSockets sockets;
    final FaultyLogs logs;
    final FaultySessions sessions;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Cluster cluster;

    TestNode(SocketsConfig config) {
        this(config, Map.of());
    }

    /** The app of all clients, with limits that nobody reaches. */
    static final Apps APPS = AppTable.of(
            App.bare("default"),
            new Limits(Stream.of(Limit.values()).collect(Collectors.toMap(limit -> limit, Limit::most))),
            InstantSource.system());

    /**
     * @param others profiles of further namespaces, or in place of this one
     */
    TestNode(SocketsConfig config, Map<String, ? extends Profile> others) {
        this(config, others, APPS, System::nanoTime);
    }

    TestNode(SocketsConfig config, Map<String, ? extends Profile> others, Apps apps, LongSupplier clock) {
        this(config, others, apps, clock, Subscriptions.NONE);
    }

    TestNode(
            SocketsConfig config,
            Map<String, ? extends Profile> others,
            Apps apps,
            LongSupplier clock,
            Subscriptions subscriptions) {
        var namespaces = new LinkedHashMap<String, Profile>();
        for (String name : List.of("/", "/second", "/tenant-*", "/recovering", "/recovering-too"))
            namespaces.put(name, this::connect);
        namespaces.putAll(others);
        var self = new NodeId("test");
        cluster = get(Cluster.join(
                new ClusterConfig("test", "127.0.0.1", 0, 0, List.of()),
                self,
                new VertxOptions().setEventLoopPoolSize(2)));
        vertx = cluster.vertx();
        bus = new Bus(vertx);
        var number = new LogNumber();
        var directory = new DirectoryVerticle(self, number, bus, cluster, 1_000);
        var kept = new LogConfig(
                namespace -> recovers(namespace.name()), Duration.ofMinutes(2), Duration.ofMinutes(10), MAX_LOG);
        var log = new LogVerticle(self, number, bus, cluster, directory, kept, meters);
        logs = new FaultyLogs(log, bus);
        sessions = new FaultySessions(cluster.sessions());
        broadcaster = new Broadcaster(self, bus, directory, log, meters);
        inquiries = new Inquiries(
                self, cluster, bus, broadcaster, new InquiryLimits(Duration.ofMinutes(1), 10_000, 10), meters);
        var requests = new SocketsOverTheBus(
                self, cluster, bus, broadcaster, new RequestLimits(Duration.ofSeconds(20), 10), meters);
        sockets = requests;
        presence = directory.presence();
        services = new SocketServices(
                new Sessions(self, bus, cluster.membership()),
                apps,
                directory,
                presence,
                new Webhooks(bus, subscriptions),
                Namespaces.of(namespaces)
                        .droppingOldestIn(config.limits().dropOldestIn())
                        .recoveringIn(TestNode::recovers),
                new RecoveryServices(
                        new RecoveryConfig(Optional.empty(), RECOVERY_WINDOW, MAX_LOG, Duration.ofSeconds(5)),
                        self,
                        cluster.membership(),
                        sessions,
                        logs,
                        sockets::commandedAt,
                        InstantSource.system(),
                        meters),
                InstantSource.system(),
                meters,
                clock);
        get(inquiries.open());
        get(requests.open());
        get(vertx.deployVerticle(log));
        get(vertx.deployVerticle(directory));
        get(vertx.deployVerticle(new FanoutVerticle(self, bus, services)));
        get(vertx.deployVerticle(
                () -> new SocketVerticle(
                        config,
                        services,
                        request -> request.response().setStatusCode(404).end("elsewhere")),
                new DeploymentOptions().setInstances(config.eventLoops())));
    }

    private static boolean recovers(String namespace) {
        return namespace.startsWith("/recovering");
    }

    static SocketsConfig config() {
        return config(Duration.ofSeconds(25), Duration.ofSeconds(20), 4_000_000);
    }

    static SocketsConfig config(Duration pingInterval, Duration pingTimeout, int outboundBytes) {
        return config(
                Parser.AUTO, pingInterval, pingTimeout, outboundBytes, Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    static SocketsConfig config(Parser parser) {
        Duration never = Duration.ofMinutes(5);
        return config(parser, never, never, 4_000_000, never, never);
    }

    static SocketsConfig config(
            Parser parser,
            Duration pingInterval,
            Duration pingTimeout,
            int outboundBytes,
            Duration connectTimeout,
            Duration attachmentTimeout) {
        return config(
                parser,
                pingInterval,
                pingTimeout,
                outboundBytes,
                connectTimeout,
                attachmentTimeout,
                100_000,
                ClientLimits.none(),
                Duration.ofMinutes(5));
    }

    /** With limits, and everything else as patient as can be. */
    static SocketsConfig limited(ClientLimits limits, int outboundBytes, int outboundPackets) {
        Duration never = Duration.ofMinutes(5);
        return config(Parser.AUTO, never, never, outboundBytes, never, never, outboundPackets, limits, never);
    }

    /** Behind TLS, and as patient. */
    static SocketsConfig secured(TlsConfig tls) {
        Duration never = Duration.ofMinutes(5);
        return config(
                Parser.AUTO,
                never,
                never,
                4_000_000,
                never,
                never,
                100_000,
                ClientLimits.none(),
                never,
                Optional.of(tls));
    }

    static SocketsConfig config(
            Parser parser,
            Duration pingInterval,
            Duration pingTimeout,
            int outboundBytes,
            Duration connectTimeout,
            Duration attachmentTimeout,
            int outboundPackets,
            ClientLimits limits,
            Duration idleTimeout) {
        return config(
                parser,
                pingInterval,
                pingTimeout,
                outboundBytes,
                connectTimeout,
                attachmentTimeout,
                outboundPackets,
                limits,
                idleTimeout,
                Optional.empty());
    }

    private static SocketsConfig config(
            Parser parser,
            Duration pingInterval,
            Duration pingTimeout,
            int outboundBytes,
            Duration connectTimeout,
            Duration attachmentTimeout,
            int outboundPackets,
            ClientLimits limits,
            Duration idleTimeout,
            Optional<TlsConfig> tls) {
        var engine = new EngineConfig(
                "/socket.io/",
                true,
                Set.of("polling", "websocket"),
                true,
                pingInterval,
                pingTimeout,
                Duration.ofSeconds(2),
                100_000,
                outboundBytes,
                outboundPackets,
                1_024,
                Optional.empty());
        return new SocketsConfig(
                "127.0.0.1",
                0,
                tls,
                idleTimeout,
                engine,
                connectTimeout,
                Duration.ofMinutes(1),
                parser,
                5,
                10,
                200_000,
                attachmentTimeout,
                100,
                List.of("https://friend.example"),
                limits,
                true,
                2);
    }

    void broadcast(Audience audience, String event, String arg, boolean droppable) {
        broadcaster.broadcast(event(audience, event, arg, droppable));
    }

    Future<InquiryResult> inquire(Audience audience, String event, Duration within, boolean droppable) {
        return inquiries.ask(event(audience, event, "?", droppable), within, Reach.CLUSTER);
    }

    private static Broadcast event(Audience audience, String event, String arg, boolean droppable) {
        RawJson args =
                JsonWriter.build(w -> w.beginArray().string(event).string(arg).endArray());
        return new Broadcast("id", audience, args, List.of(), droppable);
    }

    int port() {
        return services.port();
    }

    /** {@code {"deny":reason}} as auth is refused; all others get a handler. */
    private Future<Admission> connect(ClientSocket socket) {
        var denied = socket.auth().flatMap(auth -> auth.member("deny")).flatMap(RawJson::asString);
        return Future.succeededFuture(
                denied.<Admission>map(reason -> new Admission.Refused(reason, RawJson.string("why")))
                        .orElseGet(() -> Admission.admitted(new Handler(socket))));
    }

    private final class Handler implements SocketHandler {

        private final ClientSocket socket;
        private String said = "";

        Handler(ClientSocket socket) {
            this.socket = socket;
        }

        @Override
        public void connected() {}

        @Override
        public void event(ClientEvent event) {
            switch (event.name()) {
                case "echo" -> {
                    event.ack(event.payload());
                    event.ack(RawJson.string("a second answer"));
                }
                case "join" ->
                    socket.join(Target.room(event.arg(0).asString().orElseThrow()))
                            .onSuccess(known -> event.ack(RawJson.TRUE));
                case "ask me" ->
                    socket.ask(Duration.ofSeconds(30), "question", RawJson.TRUE)
                            .onSuccess(answer -> socket.emit("you said", answer));
                case "leave" -> {
                    socket.leave(Target.room(event.arg(0).asString().orElseThrow()));
                    event.ack(RawJson.TRUE);
                }
                case "say" -> {
                    said = event.arg(0).asString().orElseThrow();
                    event.ack(RawJson.TRUE);
                }
                case "said" -> event.ack(RawJson.string(said));
                case "emit" -> socket.emit("direct", RawJson.TRUE);
                case "break" -> throw new IllegalStateException("a bug in a handler, made by a test");
                default -> {}
            }
        }

        @Override
        public RawJson state() {
            return JsonWriter.object(w -> w.name("said").string(said));
        }

        @Override
        public void recovered(RawJson state) {
            said = state.member("said").flatMap(RawJson::asString).orElse("nothing");
        }

        @Override
        public void disconnected(DisconnectReason reason) {
            departures.add(reason.text());
        }
    }

    @Override
    public void close() {
        get(cluster.leave());
    }

    static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
