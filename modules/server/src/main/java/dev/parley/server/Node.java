package dev.parley.server;

import dev.parley.api.ApiServices;
import dev.parley.api.ApiVerticle;
import dev.parley.api.Health;
import dev.parley.api.Health.StoreState;
import dev.parley.api.server.NodeFacts;
import dev.parley.api.server.NodeFacts.ServedNamespace;
import dev.parley.apps.registry.AppDirectory;
import dev.parley.apps.registry.AppRegistry;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.tracing.Tracing;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.chat.ChatVerticle;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.DirectoryVerticle;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.LogConfig;
import dev.parley.cluster.LogNumber;
import dev.parley.cluster.LogVerticle;
import dev.parley.cluster.Quorum;
import dev.parley.cluster.ReachVerticle;
import dev.parley.cluster.SocketsOverTheBus;
import dev.parley.cluster.TrailsOverTheBus;
import dev.parley.outbound.Guard;
import dev.parley.profiles.LastSeen;
import dev.parley.profiles.ProfileServices;
import dev.parley.redis.RedisServices;
import dev.parley.redis.RedisVerticle;
import dev.parley.server.cli.Parley;
import dev.parley.server.config.Configuration;
import dev.parley.server.config.DrainConfig;
import dev.parley.server.log.LogNode;
import dev.parley.server.tracing.OpenTelemetryTracing;
import dev.parley.sockets.CensusVerticle;
import dev.parley.sockets.FanoutVerticle;
import dev.parley.sockets.RecoveryServices;
import dev.parley.sockets.RelayVerticle;
import dev.parley.sockets.SocketServices;
import dev.parley.sockets.SocketVerticle;
import dev.parley.sockets.TrailVerticle;
import dev.parley.sockets.engine.EngineConfig;
import dev.parley.sockets.engine.RandomId;
import dev.parley.sockets.engine.Sessions;
import dev.parley.sockets.tls.CertificateVerticle;
import dev.parley.store.Store;
import dev.parley.tokens.LocalSingleUse;
import dev.parley.tokens.SingleUse;
import dev.parley.tokens.TokenVerticle;
import dev.parley.webhooks.WebhookVerticle;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One running node: which verticles there are, the order in which they start, and the order in which they let go. Safe on
 * every thread.
 */
public final class Node {

    private static final int REMEMBERED_TOKENS = 1_000_000;
    private static final long KEPT_CHECK_MILLIS = 20;
    private static final long KEPT_WITHIN_MILLIS = 2_000;
    private static final long QUORUM_CHECK_MILLIS = 5_000;

    private final NodeId id;
    private final Cluster cluster;
    private final Bus bus;
    private final Guard guard;
    private final Chat chat;
    private final WebhookVerticle teller;
    private final Webhooks webhooks;
    private final InstantSource clock = InstantSource.system();
    private final Optional<OpenTelemetryTracing> traces;
    private final Tracing tracing;
    private final PrometheusMeterRegistry meters;
    private final Health health = new Health();
    private final Operation operation;
    private final AppDirectory apps;
    private final AppRegistry registry;
    private final DirectoryVerticle directory;
    private final LogVerticle log;
    private final Contracts contracts;
    private final SocketServices sockets;
    private final Quorum quorum;
    private final ClusterDrain drain;
    private final Broadcaster broadcaster;
    private final Inquiries inquiries;
    private final SocketsOverTheBus clusterSockets;
    private final TrailsOverTheBus trails;
    private final Optional<Store> store;
    private volatile @Nullable String listening;

    private Node(NodeId id, Cluster cluster, Optional<Store> store, Configuration config) {
        this.id = id;
        this.cluster = cluster;
        this.store = store;
        this.bus = new Bus(cluster.vertx());
        this.operation = new Operation(id, cluster, bus, clock, health, config);
        this.meters = operation.meters();
        this.traces =
                config.observability().tracing().map(each -> new OpenTelemetryTracing(each, id, Parley.version()));
        this.tracing = traces.<Tracing>map(each -> each).orElse(Tracing.OFF);
        this.guard = new Guard(config.outbound());
        this.chat = new Chat(bus);
        var records = new ClusterAppRecords(cluster.records("apps"));
        this.apps = new AppDirectory(cluster.vertx(), records, config.app(), config.limits(), clock);
        this.registry = new AppRegistry(records, apps, config.apps(), clock);
        var number = new LogNumber();
        this.directory =
                new DirectoryVerticle(id, number, bus, cluster, config.parley().watchedUsers());
        directory.traffic().bindTo(meters);
        this.log = new LogVerticle(id, number, bus, cluster, directory, logs(config), meters);
        this.teller = teller(config);
        this.webhooks = new Webhooks(bus, teller.subscriptions());
        this.broadcaster = new Broadcaster(id, bus, directory, log, clock, meters);
        var sessions = new Sessions(id, bus, cluster.membership());
        this.inquiries =
                new Inquiries(id, cluster, bus, broadcaster, config.api().acks(), meters);
        this.clusterSockets = new SocketsOverTheBus(id, cluster, bus, broadcaster, config.requests(), meters);
        this.trails = new TrailsOverTheBus(id, cluster, bus);
        directory.online().watch(new LastSeen(chat, clock));
        this.contracts = new Contracts(config, profiles(), operation.console(trails), operation.audit(), meters);
        this.quorum = new Quorum(cluster.membership(), clock, config.missedFor(), meters);
        this.sockets = new SocketServices(
                sessions,
                apps,
                directory,
                directory.presence(),
                webhooks,
                contracts.namespaces(),
                recovery(config),
                clock,
                meters);
        this.drain = drain(config.drain());
    }

    /**
     * Starts a node.
     *
     * @return done when it takes clients; fails when it cannot, with nothing left running
     */
    public static Future<Node> start(Configuration config) {
        NodeId id = newId(config.nodeId());
        LogNode.is(id);
        int loops = config.sockets().eventLoops();
        var options = new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(Math.max(2, loops));
        return Cluster.join(config.cluster(), id, options).compose(cluster -> {
            Promise<Node> started = Promise.promise();
            StoreChoice.open(cluster.vertx(), config)
                    .onSuccess(store -> new Node(id, cluster, store, config).start(config, started))
                    .onFailure(fault -> onItsOwnThread(() -> cluster.leave().onComplete(left -> started.fail(fault))));
            return started.future();
        });
    }

    private void start(Configuration config, Promise<Node> started) {
        deploy(config)
                .onSuccess(deployed -> started.complete(this))
                .onFailure(fault -> onItsOwnThread(() -> leave().onComplete(left -> started.fail(fault))));
    }

    /** A node that leaves takes its threads with it. */
    private static void onItsOwnThread(Runnable leaving) {
        Thread.ofPlatform().name("leave").start(leaving);
    }

    /** A name comes back with each start, an id must not: the others would take the new node for the one that died. */
    private static NodeId newId(Optional<String> name) {
        String start = RandomId.next();
        return new NodeId(name.map(given -> given + "." + start.substring(0, 6)).orElse(start));
    }

    /** Whoever is needed by another comes first; the listener opens when everything behind it works. */
    private Future<Void> deploy(Configuration config) {
        NodeFacts facts = facts(config);
        var api = new ApiVerticle(
                config.api(),
                new ApiServices(
                        apps,
                        registry,
                        bus,
                        chat,
                        webhooks,
                        directory.online(),
                        sockets.namespaces()::isOfApps,
                        broadcaster,
                        inquiries,
                        clusterSockets,
                        cluster.records("idempotency"),
                        RandomId::next,
                        health,
                        facts,
                        drain,
                        operation.consoleSessions(),
                        operation.audit(),
                        meters,
                        clock,
                        System::nanoTime,
                        contracts.routes(),
                        contracts.documents(),
                        tracing));
        health.store(this::storeState);
        health.degraded(quorum::degraded);
        health.behind(sockets::behind);
        vertx().setPeriodic(QUORUM_CHECK_MILLIS, tick -> quorum.check());
        return operation
                .begin(facts, sockets::connectionsByApp)
                .compose(asked -> apps.open())
                .compose(known -> inquiries.open())
                .compose(listening -> clusterSockets.open())
                .compose(listening -> trails.open())
                .compose(listening -> drain.open())
                .compose(listening -> bus.open(id))
                .compose(open -> deploy(log))
                .compose(keeping -> deploy(directory))
                .compose(routed -> deploy(new ReachVerticle(id, bus, cluster, ReachVerticle.EVERY, meters)))
                .compose(reached -> deploy(tokens(config)))
                .compose(verified -> deployVirtual(teller))
                .compose(told -> deploy(new FanoutVerticle(id, bus, sockets, tracing)))
                .compose(delivered -> deployVirtual(chat(config)))
                .compose(talking -> store.map(Store::watch).orElseGet(Future::succeededFuture))
                .compose(kept -> deploy(new RelayVerticle(bus, sockets)))
                .compose(relayed -> deploy(new CensusVerticle(id, bus, cluster.membership(), sockets)))
                .compose(counted -> deploy(new TrailVerticle(id, bus, sockets)))
                .compose(following -> operation.tellVitals(this::members))
                .compose(watched -> bridge(config))
                .compose(bridged -> deploy(api))
                .compose(answered -> vertx().deployVerticle(
                                () -> new SocketVerticle(config.sockets(), sockets, api.requests()),
                                new DeploymentOptions()
                                        .setInstances(config.sockets().eventLoops())))
                .compose(listening -> certificates(config).map(watched -> listening))
                .onSuccess(listening -> {
                    this.listening = listening;
                    health.ready(true);
                })
                .mapEmpty();
    }

    private Future<?> certificates(Configuration config) {
        return config.sockets()
                .tls()
                .<Future<?>>map(tls -> deploy(new CertificateVerticle(tls, sockets::show, clock, meters)))
                .orElseGet(Future::succeededFuture);
    }

    private LogConfig logs(Configuration config) {
        EngineConfig engine = config.sockets().engine();
        return new LogConfig(
                this::recovers,
                config.recovery().window(),
                engine.pingInterval().plus(engine.pingTimeout()),
                config.recovery().maxBytes());
    }

    private boolean recovers(AppNamespace namespace) {
        return contracts.namespaces().recover(namespace.name());
    }

    private RecoveryServices recovery(Configuration config) {
        return new RecoveryServices(
                config.recovery(),
                id,
                cluster.membership(),
                cluster.sessions(),
                log,
                clusterSockets::commandedAt,
                clock,
                meters);
    }

    private ClusterDrain drain(DrainConfig config) {
        var counted = new Drain(config, new NodeClients(sockets), new NodeTime(vertx()), Math::random, meters);
        return new ClusterDrain(id, bus, cluster.membership(), quorum, health, counted, sockets::clients);
    }

    private ProfileServices profiles() {
        return new ProfileServices(
                vertx(),
                apps,
                bus,
                chat,
                webhooks,
                broadcaster,
                inquiries,
                clusterSockets,
                directory.online(),
                directory.headcounts(),
                directory.presence(),
                trails,
                guard,
                clock);
    }

    private NodeFacts facts(Configuration config) {
        List<ServedNamespace> served = config.namespaces().entrySet().stream()
                .map(each -> new ServedNamespace(each.getKey(), each.getValue()))
                .toList();
        return new NodeFacts(id, Parley.version(), clock.instant(), served, this::members, sockets::connections);
    }

    /** The nodes of the cluster, sorted. */
    private List<NodeId> members() {
        return Stream.concat(Stream.of(id), cluster.membership().others().stream())
                .sorted()
                .toList();
    }

    private StoreState storeState() {
        return store.map(each -> each.answers() ? StoreState.READY : StoreState.UNAVAILABLE)
                .orElse(StoreState.NONE);
    }

    private Future<?> bridge(Configuration config) {
        var services =
                new RedisServices(broadcaster, clusterSockets, sockets.namespaces()::isOfApps, RandomId::next, meters);
        return config.redis()
                .<Future<?>>map(redis -> deploy(new RedisVerticle(redis, services)))
                .orElseGet(Future::succeededFuture);
    }

    /** On a virtual thread: it may wait for the store. */
    private Future<String> deployVirtual(Deployable verticle) {
        return vertx().deployVerticle(
                        verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD));
    }

    private Future<String> deploy(Deployable verticle) {
        return vertx().deployVerticle(verticle);
    }

    private ChatVerticle chat(Configuration config) {
        return new ChatVerticle(config.chat(), store, bus, webhooks, broadcaster, contracts.dialects(), clock, meters);
    }

    /** Used tokens are remembered by the cluster, or by the node that is all there is. */
    private SingleUse singleUse() {
        return cluster.claims()
                .<SingleUse>map(
                        claims -> (jti, until) -> claims.claim("jti:" + jti, Duration.between(clock.instant(), until)))
                .orElseGet(() -> new LocalSingleUse(clock, REMEMBERED_TOKENS));
    }

    private WebhookVerticle teller(Configuration config) {
        return new WebhookVerticle(
                config.webhooks(),
                store,
                apps,
                id,
                cluster.membership(),
                directory.places(),
                guard,
                bus,
                clock,
                meters,
                tracing);
    }

    private TokenVerticle tokens(Configuration config) {
        var revocations = new SharedRevocations(cluster.records("revocations"));
        return new TokenVerticle(config.tokens(), apps, bus, guard, singleUse(), revocations, clock, meters);
    }

    private Vertx vertx() {
        return cluster.vertx();
    }

    public NodeId id() {
        return id;
    }

    /** The port that clients connect to. */
    public int port() {
        return sockets.port();
    }

    /** Takes no new clients and lets go of those it has; done when the last one is gone, or the time for it is over. */
    public Future<?> drain() {
        return drain.begin();
    }

    /**
     * Tells what there is left to tell, leaves the cluster and ends every thread of the node.
     *
     * @return completes on no thread of the node, so it must not be called on one either
     */
    public Future<Void> leave() {
        apps.close();
        operation.close();
        // On no context of Vert.x, which ends meanwhile.
        Promise<Void> left = Promise.promise();
        // Requests that are answered still need what is behind the listener.
        Future<?> answered = listening == null ? Future.succeededFuture() : vertx().undeploy(listening);
        answered.transform(over -> Future.any(sessionsKept(), vertx().timer(KEPT_WITHIN_MILLIS, TimeUnit.MILLISECONDS)))
                .transform(kept -> undeploy())
                .onComplete(undeployed -> closeStore()
                        .onComplete(closed -> onItsOwnThread(() -> {
                            traces.ifPresent(OpenTelemetryTracing::close);
                            cluster.leave().onComplete(left);
                        })));
        return left.future();
    }

    /** What clients of this node are to find again at another one. */
    private Future<?> sessionsKept() {
        if (sockets.allKept()) return Future.succeededFuture();
        return vertx().timer(KEPT_CHECK_MILLIS, TimeUnit.MILLISECONDS).compose(later -> sessionsKept());
    }

    /** Before the store, for verticles may have something left to keep there. */
    private Future<?> undeploy() {
        return Future.join(
                vertx().deploymentIDs().stream().map(vertx()::undeploy).toList());
    }

    private Future<Void> closeStore() {
        return store.map(Store::close).orElseGet(Future::succeededFuture);
    }
}
