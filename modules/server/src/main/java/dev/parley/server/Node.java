package dev.parley.server;

import dev.parley.api.ApiServices;
import dev.parley.api.ApiVerticle;
import dev.parley.api.Health;
import dev.parley.api.Health.StoreState;
import dev.parley.api.ProfileDocuments;
import dev.parley.api.server.NodeFacts;
import dev.parley.api.server.NodeFacts.ServedNamespace;
import dev.parley.apps.registry.AppDirectory;
import dev.parley.apps.registry.AppRegistry;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.chat.ChatDialect;
import dev.parley.chat.ChatVerticle;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.Cluster;
import dev.parley.cluster.DirectoryVerticle;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.SocketsOverTheBus;
import dev.parley.outbound.Guard;
import dev.parley.profiles.Contract;
import dev.parley.profiles.LastSeen;
import dev.parley.profiles.ProfileServices;
import dev.parley.profiles.channels.Channels;
import dev.parley.profiles.instantio.Instantio;
import dev.parley.profiles.marketplace.Marketplace;
import dev.parley.profiles.messaging.Messaging;
import dev.parley.profiles.panel.ChatPanel;
import dev.parley.profiles.parley.ParleyProfile;
import dev.parley.profiles.schema.EventDocument;
import dev.parley.profiles.schema.EventSchema;
import dev.parley.profiles.schema.ValidatedProfile;
import dev.parley.redis.RedisServices;
import dev.parley.redis.RedisVerticle;
import dev.parley.server.cli.Parley;
import dev.parley.server.config.Configuration;
import dev.parley.sockets.CensusVerticle;
import dev.parley.sockets.FanoutVerticle;
import dev.parley.sockets.NamePattern;
import dev.parley.sockets.Namespaces;
import dev.parley.sockets.Profile;
import dev.parley.sockets.RelayVerticle;
import dev.parley.sockets.SocketServices;
import dev.parley.sockets.SocketVerticle;
import dev.parley.sockets.engine.RandomId;
import dev.parley.sockets.engine.Sessions;
import dev.parley.store.Store;
import dev.parley.tokens.LocalSingleUse;
import dev.parley.tokens.SingleUse;
import dev.parley.tokens.TokenVerticle;
import dev.parley.webhooks.WebhookVerticle;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One running node: which verticles there are, the order in which they start, and the order in which they let go. Safe on
 * every thread.
 */
public final class Node {

    private static final int REMEMBERED_TOKENS = 1_000_000;
    private static final long CLOSED_CHECK_MILLIS = 20;

    private final NodeId id;
    private final Cluster cluster;
    private final Bus bus;
    private final Guard guard;
    private final Chat chat;
    private final WebhookVerticle teller;
    private final Webhooks webhooks;
    private final InstantSource clock = InstantSource.system();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Health health = new Health();
    private final AppDirectory apps;
    private final AppRegistry registry;
    private final DirectoryVerticle directory;
    private final Map<String, Contract> contracts;
    private final List<ProfileDocuments> documents;
    private final SocketServices sockets;
    private final Broadcaster broadcaster;
    private final Inquiries inquiries;
    private final SocketsOverTheBus clusterSockets;
    private final Optional<Store> store;

    private Node(NodeId id, Cluster cluster, Optional<Store> store, Configuration config) {
        new JvmMemoryMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        this.id = id;
        this.cluster = cluster;
        this.store = store;
        this.bus = new Bus(cluster.vertx());
        this.guard = new Guard(config.outbound());
        this.chat = new Chat(bus);
        var records = new ClusterAppRecords(cluster.records("apps"));
        this.apps = new AppDirectory(cluster.vertx(), records, config.app(), config.limits(), clock);
        this.registry = new AppRegistry(records, apps, config.apps(), clock);
        this.directory = new DirectoryVerticle(id, bus, cluster);
        this.teller = teller(config);
        this.webhooks = new Webhooks(bus, teller.subscriptions());
        this.broadcaster = new Broadcaster(id, bus, directory, meters);
        var sessions = new Sessions(id, bus, cluster.membership());
        this.inquiries =
                new Inquiries(id, cluster, bus, broadcaster, config.api().acks(), meters);
        this.clusterSockets = new SocketsOverTheBus(id, cluster, bus, broadcaster, config.requests(), meters);
        directory.online().watch(new LastSeen(chat, clock));
        Map<String, Contract> spoken = contracts(config);
        this.documents = documents(config, spoken);
        this.contracts = validated(config, spoken);
        this.sockets = new SocketServices(sessions, apps, directory, webhooks, namespaces(config), clock, meters);
    }

    /**
     * Starts a node.
     *
     * @return done when it takes clients; fails when it cannot, with nothing left running
     */
    public static Future<Node> start(Configuration config) {
        NodeId id = newId(config.nodeId());
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
        var api = new ApiVerticle(
                config.api(),
                new ApiServices(
                        apps,
                        registry,
                        bus,
                        chat,
                        webhooks,
                        directory.online(),
                        sockets.namespaces()::contain,
                        broadcaster,
                        inquiries,
                        clusterSockets,
                        cluster.records("idempotency"),
                        RandomId::next,
                        health,
                        facts(config),
                        meters,
                        clock,
                        System::nanoTime,
                        contracts.values().stream()
                                .flatMap(contract -> contract.routes().stream())
                                .toList(),
                        documents));
        health.store(this::storeState);
        return apps.open()
                .compose(known -> inquiries.open())
                .compose(listening -> clusterSockets.open())
                .compose(listening -> bus.open(id))
                .compose(open -> deploy(directory))
                .compose(routed -> deploy(tokens(config)))
                .compose(verified -> deployVirtual(teller))
                .compose(told -> deploy(new FanoutVerticle(id, bus, sockets)))
                .compose(delivered -> deployVirtual(chat(config)))
                .compose(talking -> store.map(Store::watch).orElseGet(Future::succeededFuture))
                .compose(kept -> deploy(new RelayVerticle(bus, sockets)))
                .compose(relayed -> deploy(new CensusVerticle(id, bus, cluster.membership(), sockets)))
                .compose(counted -> bridge(config))
                .compose(bridged -> deploy(api))
                .compose(answered -> vertx().deployVerticle(
                                () -> new SocketVerticle(config.sockets(), sockets, api.requests()),
                                new DeploymentOptions()
                                        .setInstances(config.sockets().eventLoops())))
                .onSuccess(listening -> health.ready(true))
                .mapEmpty();
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
                new RedisServices(broadcaster, clusterSockets, sockets.namespaces()::contain, RandomId::next, meters);
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

    /** The profiles that namespaces speak, by their names; routes of earlier ones go before those of later ones. */
    private Map<String, Contract> contracts(Configuration config) {
        var services = new ProfileServices(
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
                guard,
                clock);
        var contracts = new LinkedHashMap<String, Contract>();
        contracts.put("parley", ParleyProfile.contract(config.parley(), services));
        List<String> messaging = speaking("messaging", config);
        if (!messaging.isEmpty())
            contracts.put("messaging", Messaging.contract(config.messaging(), services, messaging));
        // Behind messaging, whose words in /auth it would take for names of users.
        config.panel().ifPresent(panel -> contracts.put("chat-panel", ChatPanel.contract(panel, services)));
        List<String> channels = speaking("channels", config);
        if (!channels.isEmpty()) contracts.put("channels", Channels.contract(config.channels(), services, channels));
        if (!speaking("instantio", config).isEmpty()) {
            contracts.put(
                    "instantio", Instantio.contract(config.instantio(), services, name -> speaks(name, "instantio")));
        }
        if (!speaking("marketplace", config).isEmpty()) {
            contracts.put("marketplace", Marketplace.contract(config.marketplace(), services));
        }
        return contracts;
    }

    /** Of the profiles that are spoken, that of {@code /} first. */
    private static List<ProfileDocuments> documents(Configuration config, Map<String, Contract> contracts) {
        return Stream.concat(Stream.ofNullable(config.namespaces().get("/")), config.namespaces().values().stream())
                .distinct()
                .map(profile -> Objects.requireNonNull(contracts.get(profile)).documents(profile))
                .toList();
    }

    /** The same, with a check in front of those whose namespaces want one. */
    private Map<String, Contract> validated(Configuration config, Map<String, Contract> contracts) {
        if (config.validateIn().isEmpty()) return contracts;
        Predicate<String> where = NamePattern.anyOf(config.validateIn());
        var checked = new LinkedHashMap<>(contracts);
        for (ProfileDocuments each : documents) {
            Counter refused = Counter.builder("parley.events.invalid")
                    .description("Events of clients that are not as their document says")
                    .tag("profile", each.profile())
                    .register(meters);
            Map<String, EventSchema> events = EventDocument.parse(each.events()).fromClients();
            checked.computeIfPresent(
                    each.profile(),
                    (name, contract) ->
                            contract.behind(new ValidatedProfile(contract.sockets(), where, events, refused)));
        }
        return checked;
    }

    private boolean speaks(String namespace, String profile) {
        return contract(profile).sockets().equals(sockets.namespaces().profile(namespace));
    }

    /** The namespaces of a profile. */
    private static List<String> speaking(String profile, Configuration config) {
        return config.namespaces().entrySet().stream()
                .filter(each -> each.getValue().equals(profile))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Namespaces namespaces(Configuration config) {
        var profiles = new LinkedHashMap<String, Profile>();
        config.namespaces()
                .forEach((name, profile) -> profiles.put(name, contract(profile).sockets()));
        return Namespaces.of(profiles)
                .droppingOldestIn(config.sockets().limits().dropOldestIn());
    }

    private Contract contract(String profile) {
        return Objects.requireNonNull(contracts.get(profile));
    }

    private ChatVerticle chat(Configuration config) {
        Map<Profile, ChatDialect> dialects =
                contracts.values().stream().collect(Collectors.toMap(Contract::sockets, Contract::chat));
        return new ChatVerticle(
                config.chat(), store, bus, webhooks, broadcaster, at -> dialect(dialects, at), clock, meters);
    }

    /** A namespace that nobody can be in is told nothing. */
    private ChatDialect dialect(Map<Profile, ChatDialect> dialects, AppNamespace at) {
        return Optional.ofNullable(sockets.namespaces().profile(at.name()))
                .map(dialects::get)
                .orElse(ChatDialect.SILENT);
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
                meters);
    }

    private TokenVerticle tokens(Configuration config) {
        var revocations = new SharedRevocations(cluster.records("revocations"));
        return new TokenVerticle(config.tokens(), apps, bus, guard, singleUse(), revocations, clock);
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

    /** Takes no new clients and lets go of those it has; done when the last one is gone. */
    public Future<Void> drain() {
        health.ready(false);
        sockets.closeAll();
        return lastOneGone();
    }

    private Future<Void> lastOneGone() {
        if (sockets.connections() == 0) return Future.succeededFuture();
        return vertx().timer(CLOSED_CHECK_MILLIS, TimeUnit.MILLISECONDS).compose(later -> lastOneGone());
    }

    /**
     * Tells what there is left to tell, leaves the cluster and ends every thread of the node.
     *
     * @return completes on no thread of the node, so it must not be called on one either
     */
    public Future<Void> leave() {
        apps.close();
        // On no context of Vert.x, which ends meanwhile.
        Promise<Void> left = Promise.promise();
        undeploy()
                .onComplete(undeployed -> closeStore()
                        .onComplete(
                                closed -> onItsOwnThread(() -> cluster.leave().onComplete(left))));
        return left.future();
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
