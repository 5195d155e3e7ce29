package dev.parley.server.config;

import static dev.parley.server.config.Kind.duration;
import static dev.parley.server.config.Kind.name;
import static dev.parley.server.config.Kind.number;
import static dev.parley.server.config.Kind.size;

import dev.parley.api.ApiConfig;
import dev.parley.api.demo.DemoConfig;
import dev.parley.api.emit.EmitLimits;
import dev.parley.api.idempotency.IdempotencyLimits;
import dev.parley.apps.App;
import dev.parley.apps.AuthHook;
import dev.parley.apps.Limit;
import dev.parley.apps.Limits;
import dev.parley.apps.registry.AppRules;
import dev.parley.chat.ChatConfig;
import dev.parley.cluster.ClusterConfig;
import dev.parley.cluster.InquiryLimits;
import dev.parley.cluster.RequestLimits;
import dev.parley.outbound.OutboundConfig;
import dev.parley.profiles.parley.ParleyConfig;
import dev.parley.profiles.schema.PublishSchemas;
import dev.parley.sockets.ClientLimits;
import dev.parley.sockets.Parser;
import dev.parley.sockets.RecoveryConfig;
import dev.parley.sockets.SocketsConfig;
import dev.parley.sockets.engine.EngineConfig;
import dev.parley.sockets.engine.Origins;
import dev.parley.store.StoreConfig;
import dev.parley.tokens.TokensConfig;
import dev.parley.webhooks.WebhooksConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** From settings to the records that the modules take, with the rules that concern several settings at once. */
final class Binder {

    /** Profiles that are in this build. */
    private static final List<String> PROFILES = List.of(
            "parley",
            MessagingSettings.PROFILE,
            PanelSettings.PROFILE,
            ChannelsSettings.PROFILE,
            InstantioSettings.PROFILE,
            MarketplaceSettings.PROFILE);

    /** What a request may take beyond the acknowledgements that it waits for. */
    private static final Duration IDEMPOTENCY_GRACE = Duration.ofMinutes(1);

    private static final Kind<Integer> ATTACHMENT_BYTES = size("1KB", "100MB");

    private final Settings settings;
    private final Path home;

    private Binder(Settings settings, Path home) {
        this.settings = settings;
        this.home = home;
    }

    /**
     * Reads every key; what comes of it is of use only if {@code settings} has no faults afterwards.
     *
     * @param home where relative folders for data lie
     */
    static Configuration bind(Settings settings, Path home) {
        return new Binder(settings, home).configuration();
    }

    private Configuration configuration() {
        Mode mode = settings.one("mode", Kind.choice(Mode.class, "mode"));
        String app = settings.one("app.id", Kinds.NAME);
        Credentials credentials = Credentials.read(settings, mode, app);
        SequencedMap<String, String> namespaces = namespaces();
        SocketsConfig sockets = sockets(mode, namespaces);
        ClusterConfig cluster = cluster();
        StoreConfig storage = storage();
        boolean hasStore = !cluster.enabled() || storage.uri().isPresent();
        ChatConfig chat = chat();
        RequestLimits requests = requests();
        TokensConfig tokens = tokens();
        var demo = new DemoSettings(settings, mode, app, sockets, tokens.maxUserLifetime());
        ApiConfig api = api(mode, credentials, requests, sockets, namespaces, demo.read(namespaces));
        var panel = new PanelSettings(
                settings, home, storage.data(), sockets.allowedOrigins(), api.maxBody(), chat.maxPage());
        return new Configuration(
                mode,
                settings.maybe("node-id", Kinds.NAME),
                cluster,
                sockets,
                recovery(),
                app(app, credentials),
                limits(),
                apps(mode),
                tokens,
                outbound(mode),
                webhooks(credentials, hasStore),
                storage,
                chat,
                api,
                requests,
                new RedisSettings(settings, app, sockets).read(),
                parley(),
                new MessagingSettings(settings, chat.maxPage()).read(namespaces),
                panel.read(namespaces),
                new ChannelsSettings(settings, api.maxBody(), hasStore).read(namespaces),
                new InstantioSettings(settings, hasStore).read(namespaces),
                new MarketplaceSettings(settings, mode, hasStore).read(namespaces),
                new AdminUiSettings(
                                settings, credentials.admin(), sockets.engine().path())
                        .read(namespaces),
                namespaces,
                settings.list("profiles.validate-in", Kinds.NAMESPACE),
                settings.one("cluster.missed-for", duration("1s", "365d")),
                drain(),
                new ObservabilitySettings(settings, sockets.port()).read());
    }

    private DrainConfig drain() {
        var drain = new DrainConfig(
                settings.one("shutdown.ready-delay", duration("0s", "1h")),
                settings.one("shutdown.spread", duration("0s", "1h")),
                settings.one("shutdown.timeout", duration("0s", "1h")));
        if (drain.readyDelay().plus(drain.spread()).compareTo(drain.timeout()) > 0) {
            settings.warn(
                    "shutdown.timeout",
                    "is shorter than shutdown.ready-delay and shutdown.spread together: those who are there then are cut off");
        }
        return drain;
    }

    private ClusterConfig cluster() {
        List<String> members = settings.list("cluster.members", Kinds.MEMBER);
        return new ClusterConfig(
                settings.one("cluster.name", Kinds.NAME),
                clusterHost(!members.isEmpty()),
                settings.one("cluster.port", number(1, 65_535)),
                settings.one("cluster.bus-port", number(0, 65_535)),
                members);
    }

    /** @param used whether there is a cluster, so that it matters */
    private String clusterHost(boolean used) {
        String key = "cluster.host";
        String host = settings.one(key, Kinds.OWN_ADDRESS);
        if (!used || !OwnAddress.isOpen(host)) return host;
        List<String> meant = OwnAddress.meant(host, OwnAddress.all());
        if (meant.size() == 1) return meant.getFirst();
        settings.refuse(
                key,
                meant.isEmpty()
                        ? "'" + host + "' is no address of this machine"
                        : "'" + host + "' is several addresses of this machine: " + String.join(", ", meant),
                "write one that the other nodes reach, or a block such as 10.0.0.0/8 that has one of them");
        return host;
    }

    private SocketsConfig sockets(Mode mode, SequencedMap<String, String> namespaces) {
        int eventLoops = settings.one("sockets.event-loops", number(0, 1024));
        EngineConfig engine = engine();
        return new SocketsConfig(
                settings.one("listen.host", Kinds.HOST_NAME),
                settings.one("listen.port", number(0, 65_535)),
                new TlsSettings(settings).read(),
                idleTimeout(engine.pingInterval().plus(engine.pingTimeout())),
                engine,
                settings.one("sockets.connect-timeout", duration("100ms", "10m")),
                settings.one("sockets.token-warning", duration("0s", "1h")),
                settings.one("sockets.parser", Kind.choice(Parser.class, "parser")),
                settings.one("sockets.max-namespaces", number(1, 1_000)),
                settings.one("sockets.max-attachments", number(1, 99)),
                settings.one("sockets.max-attachment-bytes", ATTACHMENT_BYTES),
                settings.one("sockets.attachment-timeout", duration("100ms", "10m")),
                settings.one("sockets.max-depth", number(1, 1_000)),
                allowedOrigins(mode, namespaces),
                clientLimits(),
                settings.one("sockets.serve-client", Kinds.YES_OR_NO),
                eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops);
    }

    private RecoveryConfig recovery() {
        String namespaces = "recovery.namespaces";
        List<String> named = settings.list(namespaces, Kinds.NAMESPACE);
        return new RecoveryConfig(
                settings.present(namespaces) ? Optional.of(named) : Optional.empty(),
                settings.one("recovery.window", duration("1s", "1h")),
                settings.one("recovery.max-bytes", size("1MB", "1GB")),
                settings.one("recovery.timeout", duration("100ms", "1m")));
    }

    private ClientLimits clientLimits() {
        return new ClientLimits(
                settings.one("listen.max-connections", number(0, 100_000_000)),
                settings.one("listen.connects-per-second", number(1, 1_000_000)),
                settings.one("listen.max-unjoined-per-address", number(1, 10_000_000)),
                settings.list("listen.trusted-proxies", Kinds.IP_BLOCK),
                settings.one("sockets.abuse-limit", number(1, 1_000_000)),
                settings.list("sockets.drop-oldest-in", Kinds.NAMESPACE));
    }

    /**
     * A client that polls says nothing for that long, and may just say something when its connection is closed.
     *
     * @param heartbeat how long a client may stay silent at most
     */
    private Duration idleTimeout(Duration heartbeat) {
        Duration timeout = settings.one("listen.idle-timeout", duration("1s", "1h"));
        if (timeout.compareTo(heartbeat) <= 0) {
            settings.refuse(
                    "listen.idle-timeout",
                    timeout.toMillis()
                            + " ms are not more than sockets.ping-interval and sockets.ping-timeout together ("
                            + heartbeat.toMillis() + " ms)",
                    "clients that poll would lose their connections between two heartbeats: raise it");
        }
        return timeout;
    }

    private EngineConfig engine() {
        int maxPayload = settings.one("sockets.max-payload", size("1KB", "100MB"));
        int maxAttachmentBytes = settings.one("sockets.max-attachment-bytes", ATTACHMENT_BYTES);
        int outboundBytes = settings.one("sockets.outbound-bytes", size("1KB", "1GB"));
        if (outboundBytes < maxPayload + maxAttachmentBytes) {
            settings.refuse(
                    "sockets.outbound-bytes",
                    outboundBytes + " bytes are less than sockets.max-payload (" + maxPayload
                            + ") and sockets.max-attachment-bytes (" + maxAttachmentBytes + ") together",
                    "one large event would close every connection: raise it or lower one of the others");
        }
        Set<String> transports =
                Set.copyOf(settings.list("sockets.transports", name("transport", EngineConfig.TRANSPORTS)));
        if (transports.isEmpty())
            settings.refuse("sockets.transports", "is empty, so no client could connect", "name at least one");
        return new EngineConfig(
                settings.one("sockets.path", Kinds.PATH),
                settings.one("sockets.trailing-slash", Kinds.YES_OR_NO),
                transports,
                settings.one("sockets.allow-eio3", Kinds.YES_OR_NO),
                settings.one("sockets.ping-interval", duration("100ms", "1h")),
                settings.one("sockets.ping-timeout", duration("100ms", "1h")),
                settings.one("sockets.upgrade-timeout", duration("100ms", "10m")),
                maxPayload,
                outboundBytes,
                settings.one("sockets.outbound-packets", number(100, 10_000_000)),
                settings.one("sockets.compression-threshold", size("0", "100MB")),
                settings.maybe("sockets.cookie", Kinds.COOKIE));
    }

    private List<String> allowedOrigins(Mode mode, SequencedMap<String, String> namespaces) {
        String key = "sockets.allowed-origins";
        if (settings.present(key)) return settings.list(key, Kinds.ORIGIN);
        if (namespaces.values().stream().allMatch(InstantioSettings.PROFILE::equals)) {
            settings.warn(key, "none, so pages of every origin may connect, as clients of instantio are used to");
            return List.of("*");
        }
        if (mode == Mode.DEVELOPMENT) return List.of(Origins.LOOPBACK);
        settings.warn(key, "none, so no web page may connect; set ALLOW_REQUEST_DOMAINS to let some in");
        return List.of();
    }

    /** The one that clients belong to if they name none. */
    private App app(String id, Credentials credentials) {
        String md5 = "app.allow-md5-join-tokens";
        boolean allowMd5 = settings.one(md5, Kinds.YES_OR_NO);
        if (allowMd5) settings.warn(md5, "MD5 is broken; let it be off again once no backend needs it");
        return new App(
                id,
                id,
                credentials.apiKeys(),
                credentials.tokenSecrets(),
                TrustSettings.read(settings),
                authHook(),
                Optional.empty(),
                allowMd5,
                Limits.NONE);
    }

    /** An answer has to be there before whoever asked TokenVerticle gives up. */
    private Optional<AuthHook> authHook() {
        Duration timeout = settings.one("app.auth-hook.timeout", duration("100ms", "9s"));
        Duration cache = settings.one("app.auth-hook.cache", duration("0s", "1h"));
        return settings.maybe("app.auth-hook.url", Kinds.HOOK_URL).map(url -> new AuthHook(url, timeout, cache));
    }

    private Limits limits() {
        var values = new EnumMap<Limit, Integer>(Limit.class);
        for (Limit limit : Limit.values()) {
            values.put(limit, settings.one("limits." + limit.key(), number(limit.least(), limit.most())));
        }
        return new Limits(values);
    }

    private AppRules apps(Mode mode) {
        return new AppRules(
                settings.one("apps.max", number(0, 1_000_000)),
                settings.one("apps.max-bytes", size("4KB", "1MB")),
                mode == Mode.DEVELOPMENT);
    }

    private TokensConfig tokens() {
        return new TokensConfig(
                settings.one("tokens.max-lifetime", duration("1s", "366d")),
                settings.one("tokens.max-length", number(64, 65_536)),
                settings.one("tokens.max-user-lifetime", duration("1s", "366d")),
                settings.one("tokens.max-revocations", number(1, 1_000_000)),
                settings.one("tokens.max-open-hooks", number(1, 10_000)));
    }

    private OutboundConfig outbound(Mode mode) {
        return new OutboundConfig(
                mode == Mode.DEVELOPMENT,
                settings.list("outbound.allow", Kinds.CALLABLE),
                settings.one("outbound.only-allowed", Kinds.YES_OR_NO));
    }

    private WebhooksConfig webhooks(Credentials credentials, boolean hasStore) {
        if (credentials.webhook().isPresent() && !hasStore) {
            settings.refuse(
                    "app.webhook.url",
                    "needs a store that all nodes share, and there is none",
                    "set MONGODB_URI (storage.uri) on each of them");
        }
        return new WebhooksConfig(
                credentials.webhook(),
                settings.one("webhooks.timeout", duration("100ms", "5m")),
                settings.list("webhooks.retry-after", duration("100ms", "7d")),
                settings.one("webhooks.queued", number(1, 10_000_000)),
                settings.one("webhooks.max-pending", number(1, 100_000_000)),
                settings.one("webhooks.max-in-flight", number(1, 10_000)),
                settings.one("webhooks.max-in-flight-per-endpoint", number(1, 10_000)),
                settings.one("webhooks.kept", number(1, 100_000)),
                settings.one("webhooks.kept-dead-letters", number(1, 1_000_000)),
                settings.one("webhooks.disable-after", duration("1s", "366d")),
                settings.one("webhooks.circuit-failures", number(1, 1_000_000)),
                settings.one("webhooks.circuit-pause", duration("100ms", "1d")),
                settings.one("webhooks.max-endpoints", number(1, 10_000)),
                settings.one("webhooks.lease", duration("1s", "10m")));
    }

    private ChatConfig chat() {
        return new ChatConfig(
                settings.one("chat.max-text", number(1, 1_000_000)),
                settings.one("chat.max-data", size("2", "1MB")),
                settings.one("chat.max-id", number(36, 256)),
                settings.one("chat.max-members", number(2, 100_000)),
                settings.one("chat.max-rooms-per-user", number(1, 100_000)),
                maxPage(),
                settings.one("chat.unread-cap", number(1, 10_000)),
                settings.one("chat.max-reactions", number(1, 10_000)),
                settings.one("chat.queued", number(1, 1_000_000)),
                settings.one("chat.sweep-interval", duration("1s", "1d")));
    }

    private int maxPage() {
        return settings.one("chat.max-page", number(1, 1_000));
    }

    private StoreConfig storage() {
        return new StoreConfig(
                settings.maybe("storage.uri", Kinds.MONGODB_URI),
                home.resolve(settings.one("storage.data", Kinds.FOLDER)),
                settings.one("storage.port", number(0, 65_535)),
                settings.one("storage.pool-size", number(1, 1_000)),
                settings.one("storage.timeout", duration("100ms", "5m")));
    }

    private ApiConfig api(
            Mode mode,
            Credentials credentials,
            RequestLimits requests,
            SocketsConfig sockets,
            SequencedMap<String, String> namespaces,
            Optional<DemoConfig> demo) {
        var operators = new OperatorSettings(settings, mode);
        var acks = new InquiryLimits(
                settings.one("api.max-ack-timeout", duration("1ms", "10m")),
                settings.one("api.max-ack-bytes", size("1KB", "100MB")),
                settings.one("api.max-open-acks", number(1, 100_000)));
        return new ApiConfig(
                settings.one("api.max-body", size("1KB", "100MB")),
                new EmitLimits(
                        settings.one("api.max-targets", number(1, 100_000)),
                        settings.one("api.max-batch", number(1, 10_000)),
                        acks.within()),
                new IdempotencyLimits(
                        settings.one("api.idempotency-window", duration("1s", "7d")),
                        acks.within().plus(IDEMPOTENCY_GRACE),
                        requests.within(),
                        settings.one("api.max-idempotency-bytes", size("1KB", "1GB"))),
                maxPage(),
                acks,
                credentials.admin(),
                settings.one("api.docs", Kinds.YES_OR_NO),
                demo,
                operators.audit(),
                operators.console(credentials.admin(), sockets, namespaces));
    }

    private RequestLimits requests() {
        return new RequestLimits(
                settings.one("api.cluster-timeout", duration("10ms", "1m")),
                settings.one("api.max-open-requests", number(1, 100_000)));
    }

    private ParleyConfig parley() {
        return new ParleyConfig(
                settings.list("profiles.parley.open-rooms", Kinds.ROOM_PATTERN),
                settings.list("profiles.parley.authenticated", Kinds.NAMESPACE),
                settings.list("profiles.parley.allowed-origins", Kinds.ORIGIN),
                settings.one("profiles.parley.typing-timeout", duration("1s", "1m")),
                settings.one("profiles.parley.watched-rooms", number(0, 1_000)),
                settings.one("profiles.parley.watched-users", number(1, 100_000)),
                publishSchemas());
    }

    /** What is wrong with the files is told with all other faults. */
    private PublishSchemas publishSchemas() {
        String key = "profiles.parley.schemas";
        Optional<Path> folder = settings.maybe(key, Kinds.FOLDER);
        if (folder.isEmpty()) return PublishSchemas.NONE;
        PublishSchemas.Reading reading = PublishSchemas.read(home.resolve(folder.get()));
        for (String fault : reading.faults()) settings.refuse(key, fault, "correct the file, or name another folder");
        return reading.schemas();
    }

    private SequencedMap<String, String> namespaces() {
        SequencedMap<String, String> namespaces =
                settings.section(Reference.NAMESPACES, Kinds.NAMESPACE, Kind.name("profile", PROFILES));
        InstantioSettings.addTo(namespaces, settings);
        return namespaces;
    }
}
