package dev.parley.sockets;

import dev.parley.bus.Audience;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.NodeId;
import dev.parley.bus.Target;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.DirectoryVerticle;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.InquiryLimits;
import dev.parley.cluster.InquiryResult;
import dev.parley.cluster.Reach;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The socket verticles of one node on two event loops, with a profile that does what tests ask for. */
final class TestNode implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What sockets were told when they went, in order. */
    final Queue<String> departures = new ConcurrentLinkedQueue<>();

    final Vertx vertx;
    final SocketServices services;
    final Broadcaster broadcaster;
    final Inquiries inquiries;
    private final Cluster cluster;

    TestNode(SocketsConfig config) {
        var self = new NodeId("test");
        cluster = get(Cluster.join(
                new ClusterConfig("test", "127.0.0.1", 0, 0, List.of()),
                self,
                new VertxOptions().setEventLoopPoolSize(2)));
        vertx = cluster.vertx();
        var bus = new Bus(vertx);
        var directory = new DirectoryVerticle(self, bus, cluster);
        var meters = new SimpleMeterRegistry();
        broadcaster = new Broadcaster(self, bus, directory, meters);
        inquiries = new Inquiries(
                self, cluster, bus, broadcaster, new InquiryLimits(Duration.ofMinutes(1), 10_000, 10), meters);
        services = new SocketServices(directory, namespaces("/", "/second", "/tenant-*"), meters);
        get(inquiries.open());
        get(vertx.deployVerticle(directory));
        get(vertx.deployVerticle(new FanoutVerticle(self, bus, services)));
        get(vertx.deployVerticle(
                () -> new SocketVerticle(
                        config,
                        services,
                        request -> request.response().setStatusCode(404).end("elsewhere")),
                new DeploymentOptions().setInstances(config.eventLoops())));
    }

    private Namespaces namespaces(String... names) {
        var profiles = new LinkedHashMap<String, Profile>();
        for (String name : names) profiles.put(name, this::connect);
        return Namespaces.of(profiles);
    }

    static SocketsConfig config() {
        return config(Duration.ofSeconds(25), Duration.ofSeconds(20), 4_000_000);
    }

    static SocketsConfig config(Duration pingInterval, Duration pingTimeout, int outboundBytes) {
        return new SocketsConfig(
                "127.0.0.1",
                0,
                "/socket.io/",
                pingInterval,
                pingTimeout,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                5,
                100_000,
                10,
                100,
                outboundBytes,
                List.of("https://friend.example"),
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
                        .orElseGet(() -> new Admission.Admitted(new Handler(socket))));
    }

    private final class Handler implements SocketHandler {

        private final ClientSocket socket;

        Handler(ClientSocket socket) {
            this.socket = socket;
        }

        @Override
        public void connected() {}

        @Override
        public void event(ClientEvent event) {
            switch (event.name()) {
                case "echo" -> {
                    event.ack(event.args().toArray(RawJson[]::new));
                    event.ack(RawJson.string("a second answer"));
                }
                case "join" ->
                    socket.join(Target.room(event.arg(0).asString().orElseThrow()))
                            .onSuccess(known -> event.ack(RawJson.TRUE));
                case "leave" -> {
                    socket.leave(Target.room(event.arg(0).asString().orElseThrow()));
                    event.ack(RawJson.TRUE);
                }
                case "ask me" ->
                    socket.ask(Duration.ofSeconds(1), "question", RawJson.TRUE)
                            .onSuccess(answer -> socket.emit("you said", answer.toArray(RawJson[]::new)))
                            .onFailure(silence -> socket.emit("you said nothing"));
                case "throw me out" -> socket.disconnect();
                case "break" -> throw new IllegalStateException("a bug in a handler, made by a test");
                default -> {}
            }
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
