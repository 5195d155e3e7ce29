package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.Membership;
import dev.parley.sockets.engine.ClientRequest;
import dev.parley.sockets.engine.EngineHandler;
import dev.parley.sockets.engine.EngineLoop;
import dev.parley.sockets.engine.EngineRequests;
import dev.parley.sockets.engine.EngineSession;
import dev.parley.sockets.engine.Entrance;
import dev.parley.sockets.engine.Origins;
import dev.parley.sockets.engine.Sessions;
import dev.parley.sockets.engine.TrustedProxies;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The engine of one node under {@link EchoSession}s, behind the listener's real options. As an extension it runs while the
 * tests of a class do, and ends their connections after each.
 */
final class TestEngine implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final ClusterConfig ALONE = new ClusterConfig("alone", "127.0.0.1", 0, 0, List.of());

    private final ClusterConfig membership;
    private final EngineSettings settings = new EngineSettings();
    private final Map<String, EchoSession> echoes = new ConcurrentHashMap<>();
    private final Queue<Wire> wires = new ConcurrentLinkedQueue<>();

    private Cluster cluster;
    private Sessions sessions;
    private volatile EchoSession newest;
    private volatile int port;

    TestEngine() {
        this(changed -> {});
    }

    TestEngine(Consumer<EngineSettings> changes) {
        this(ALONE, changes);
    }

    TestEngine(ClusterConfig membership, Consumer<EngineSettings> changes) {
        this.membership = membership;
        changes.accept(settings);
    }

    // ---- Its life ----

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    void start() {
        var self = new NodeId(settings.node + "-" + membership.port());
        cluster = Patience.get(
                Cluster.join(membership, self, new VertxOptions().setEventLoopPoolSize(settings.eventLoops + 1)));
        var bus = new Bus(cluster.vertx());
        sessions = new Sessions(
                self, bus, settings.imagined.<Membership>map(Imagined::new).orElse(cluster.membership()));
        Patience.get(bus.open(self)
                .compose(open -> bus.hear(Addresses.RELAY, sessions::take))
                .compose(relayed -> cluster.vertx()
                        .deployVerticle(Listener::new, new DeploymentOptions().setInstances(settings.eventLoops))));
    }

    private final class Listener extends VerticleBase {
        @Override
        public Future<?> start() {
            SocketsConfig config = settings.config();
            var loop = new EngineLoop(vertx, context, config.engine(), sessions.local());
            var requests = new EngineRequests(
                    loop,
                    sessions,
                    request -> new Origins(config.allowedOrigins()),
                    new Entrance(new TrustedProxies(settings.proxies), settings.gate),
                    TestEngine.this::echo);
            return vertx.createHttpServer(SocketVerticle.options(config))
                    .requestHandler(request -> {
                        if (requests.claims(request)) {
                            requests.handle(request);
                        } else {
                            request.response().setStatusCode(404).end("elsewhere");
                        }
                    })
                    .listen()
                    .onSuccess(server -> port = server.actualPort());
        }
    }

    /** The other node is never there, whatever one says to it. */
    private record Imagined(String node) implements Membership {
        @Override
        public Set<NodeId> others() {
            return Set.of(new NodeId(node));
        }

        @Override
        public void watch(Watcher watcher) {}
    }

    private EngineHandler echo(EngineSession session, ClientRequest request) {
        var echo = new EchoSession(session, request);
        echoes.put(session.sid(), echo);
        newest = echo;
        return echo;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        hangUp();
    }

    void hangUp() {
        for (Wire wire = wires.poll(); wire != null; wire = wires.poll()) wire.close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    void stop() {
        Patience.get(cluster.leave());
    }

    /** Leaves the cluster without a word, as a node whose machine is gone. Its clients' connections stay as they are. */
    void vanish() {
        Hazelcast.getAllHazelcastInstances().stream()
                .filter(member ->
                        member.getCluster().getLocalMember().getAddress().getPort() == membership.port())
                .forEach(member -> member.getLifecycleService().terminate());
    }

    // ---- What tests ask of it ----

    Wire wire() {
        var wire = new Wire(settings.clients, port);
        wires.add(wire);
        return wire;
    }

    Wire.Answer get(String uri, String... headers) {
        return wire().request("GET", uri, headers).answer();
    }

    PollingClient poll() {
        return poll("EIO=4");
    }

    PollingClient poll(String query) {
        return PollingClient.open(this, query);
    }

    /** A WebSocket that was accepted. */
    WebSocketWire webSocket(String uri) {
        Wire wire = wire().handshake(uri);
        assertThat(wire.answer().status()).isEqualTo(101);
        return new WebSocketWire(wire);
    }

    /** A WebSocket with a session of its own, whose open packet was read. */
    WebSocketWire open(String query) {
        WebSocketWire socket = webSocket("/socket.io/?" + query + "&transport=websocket");
        assertThat(socket.next()).startsWith("0{");
        return socket;
    }

    WebSocketWire open() {
        return open("EIO=4");
    }

    /** The session that was opened last. */
    EchoSession newest() {
        return newest;
    }

    EchoSession session(String sid) {
        return echoes.get(sid);
    }

    /** The other nodes that it knows. */
    Set<NodeId> others() {
        return cluster.membership().others();
    }

    /** How many sessions there are. */
    int size() {
        return sessions.local().size();
    }
}
