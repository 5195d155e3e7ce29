package dev.parley.server.config;

import static dev.parley.server.config.Kind.number;
import static dev.parley.server.config.Kind.size;

import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.redis.RedisConfig;
import dev.parley.sockets.SocketsConfig;
import java.util.List;
import java.util.Optional;

/**
 * Reads where the Redis of emitters is. Owned by the thread that loads the configuration.
 *
 * @param app the id of the app that emitters speak to
 * @param sockets whose limits an event from Redis is under too
 */
record RedisSettings(Settings settings, String app, SocketsConfig sockets) {

    static final String BRIDGE = "redis.bridge";

    private static final List<String> OTHERS =
            List.of("redis.host", "redis.port", "redis.tls", "redis.user", "redis.prefix", "redis.max-message");

    /** Nothing where it is off. What the environment says of a Redis is then somebody else's, and never a fault. */
    Optional<RedisConfig> read() {
        if (!settings.one(BRIDGE, Kinds.YES_OR_NO)) {
            OTHERS.forEach(settings::present);
            settings.hide("redis.password");
            return Optional.empty();
        }
        var limits = new DecodeLimits(
                sockets.maxAttachments(),
                sockets.maxAttachmentBytes(),
                sockets.maxDepth(),
                DecodeLimits.DEFAULTS.namespaceLength());
        return Optional.of(new RedisConfig(
                settings.one("redis.host", Kinds.HOST_NAME),
                settings.one("redis.port", number(1, 65_535)),
                settings.one("redis.tls", Kinds.YES_OR_NO),
                settings.maybe("redis.user", Kinds.NAME),
                settings.maybe("redis.password", Kinds.SECRET),
                app,
                settings.one("redis.prefix", Kinds.REDIS_PREFIX),
                settings.one("redis.max-message", size("1KB", "100MB")),
                limits));
    }
}
