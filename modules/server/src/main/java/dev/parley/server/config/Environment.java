package dev.parley.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads environment variables into a layer. */
final class Environment {

    private static final String PREFIX = "PARLEY_";

    /** Read by conf/logback.xml, since there is a log before there is a configuration. */
    private static final String LOG_FORMAT = "PARLEY_LOG_FORMAT";

    private static final Set<String> LOG_FORMATS = Set.of("text", "json");

    /**
     * A short name for a key.
     *
     * @param whole the value is one element of the key's list, commas and all
     */
    private record ShortName(String name, String key, boolean whole) {}

    /** Names of the systems that Parley replaces, and of our own where a long one would be a burden. */
    private static final List<ShortName> SHORT_NAMES = List.of(
            new ShortName("PORT", "listen.port", false),
            new ShortName("WS_PATH", "sockets.path", false),
            new ShortName("ALLOW_REQUEST_DOMAINS", "sockets.allowed-origins", false),
            new ShortName("CLIENT_ORIGIN", "sockets.allowed-origins", false),
            new ShortName("CLIENT_ORIGIN", "profiles.marketplace.allowed-origins", false),
            new ShortName("CORS_ORIGIN", "sockets.allowed-origins", false),
            new ShortName("CORS_ORIGIN", "profiles.marketplace.allowed-origins", false),
            new ShortName("FRONTEND_URL", "sockets.allowed-origins", false),
            new ShortName("FRONTEND_URL", "profiles.messaging.allowed-origins", false),
            new ShortName("HTTP_API_KEY", "app.api-keys", true),
            new ShortName("ADMIN_API_KEY", "admin.api-keys", true),
            new ShortName("JOIN_TOKEN_SECRET", "app.join-token-secrets", true),
            new ShortName("JWT_SECRET", "app.jwt.secret", false),
            new ShortName("WEBHOOK_URL", "app.webhook.url", false),
            new ShortName("WEBHOOK_SECRET", "app.webhook.secret", false),
            new ShortName("API_SECRET", "profiles.chat-panel.api-secrets", true),
            new ShortName("EXPIRED_IN", "profiles.chat-panel.token-lifetime", false),
            new ShortName("TOKEN_VERIFICATION_WEB_HOOK", "profiles.instantio.verification-hook", false),
            new ShortName("INSTANTIO_WEB_HOOK", "profiles.instantio.state-hook", false),
            new ShortName("SOCKETIO_NAMESPACE", "profiles.instantio.namespace", false),
            new ShortName("SOCKETIO_NAMESPACES", "profiles.instantio.namespaces", false),
            new ShortName("WAIT_TIMEOUT", "profiles.instantio.wait-timeout", false),
            new ShortName("MARKETPLACE_AUTH", "profiles.marketplace.auth", false),
            new ShortName("FIXRX_AUTH", "profiles.marketplace.auth", false),
            new ShortName("NODE_ENV", "profiles.marketplace.node-env", false),
            new ShortName("MONGODB_URI", "storage.uri", false),
            new ShortName("REDIS_HOST", "redis.host", false),
            new ShortName("REDIS_PORT", "redis.port", false),
            new ShortName("REDIS_USERNAME", "redis.user", false),
            new ShortName("REDIS_PASSWORD", "redis.password", false),
            new ShortName("REDIS_AUTH_PASSWORD", "redis.password", false),
            new ShortName("PARLEY_DATA", "storage.data", false),
            new ShortName("PARLEY_PROFILE", "namespaces./", false));

    /** By which a system that Parley replaces found what its nodes shared; where the bridge is off, nothing here uses it. */
    private static final List<String> REDIS =
            List.of("REDIS_HOST", "REDIS_PORT", "REDIS_DATA_PREFIX", "REDIS_AUTH_PASSWORD");

    /** Read by somebody else: the loader, the scripts, the tests; or short names. */
    private static final Set<String> NOT_SETTINGS =
            Set.of("PARLEY_CONFIG", "PARLEY_HOME", "PARLEY_DATA", "PARLEY_JAVA_OPTS", "PARLEY_PROFILE", LOG_FORMAT);

    /** What Kubernetes tells every container about services named parley, parley-management or so, and the tests their code. */
    private static final Pattern FOREIGN = Pattern.compile(
            "PARLEY_(TEST_.*|(.*_)?SERVICE_HOST|(.*_)?SERVICE_PORT.*|(.*_)?PORT_\\d+_(TCP|UDP|SCTP).*)");

    private Environment() {}

    /** {@code sockets.ping-interval} is {@code PARLEY_SOCKETS_PING_INTERVAL}. */
    static String nameOf(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }

    /**
     * The settings that {@code variables} hold. An empty variable counts as absent. The long name of a key goes before
     * its short one; two short names of one key add up.
     */
    static Layer read(Map<String, String> variables, Set<String> keys) {
        var settings = new LinkedHashMap<String, Written>();
        for (ShortName name : SHORT_NAMES) {
            String value = variables.getOrDefault(name.name(), "");
            if (value.isBlank() || isServiceOfRedis(name.name(), value)) continue;
            String origin = "environment " + name.name();
            Written written = name.whole() ? Written.list(List.of(value), origin) : Written.text(value.strip(), origin);
            settings.merge(name.key(), written, Written::and);
        }
        var byName = new TreeMap<String, String>();
        keys.stream().filter(key -> !Reference.namespace(key)).forEach(key -> byName.put(nameOf(key), key));
        var faults = new ArrayList<Fault>();
        String format = variables.getOrDefault(LOG_FORMAT, "");
        if (!format.isEmpty() && !LOG_FORMATS.contains(format))
            faults.add(new Fault(
                    LOG_FORMAT, "is no format of the log", "write text or json", "environment " + LOG_FORMAT));
        new TreeMap<>(variables).forEach((name, value) -> {
            if (!name.startsWith(PREFIX) || value.isBlank() || foreign(name, value)) return;
            String key = byName.get(name);
            if (key != null) settings.put(key, Written.text(value.strip(), "environment " + name));
            else faults.add(unknown(name, byName.keySet()));
        });
        return new Layer(settings, faults);
    }

    /** The names of variables that say where a Redis is. */
    static List<String> ofRedis(Map<String, String> variables) {
        return REDIS.stream()
                .filter(name -> !variables.getOrDefault(name, "").isBlank())
                .toList();
    }

    private static boolean foreign(String name, String value) {
        boolean serviceAddress = name.endsWith("_PORT") && value.contains("://");
        return NOT_SETTINGS.contains(name) || FOREIGN.matcher(name).matches() || serviceAddress;
    }

    /** What Kubernetes tells every container about a service named redis. */
    private static boolean isServiceOfRedis(String name, String value) {
        return name.equals("REDIS_PORT") && value.contains("://");
    }

    private static Fault unknown(String name, Set<String> settings) {
        Set<String> known = new TreeSet<>(settings);
        known.addAll(NOT_SETTINGS);
        String fix = Nearest.to(name, known)
                .map(near -> "did you mean " + near + "?")
                .orElse("see conf/parley.yaml");
        return new Fault(name, "is no name that Parley knows", fix, "environment");
    }
}
