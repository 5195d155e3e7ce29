package dev.parley.redis;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.jspecify.annotations.Nullable;

/**
 * Hears what backends publish for Socket.IO's Redis adapter and does it here. One instance on each node.
 *
 * <p>A node starts without its Redis, and finds it whenever it is there. What is published meanwhile is lost, as it is to
 * servers of the adapter: Redis hands on a message to those who listen, once.
 */
public final class RedisVerticle extends VerticleBase {

    private final RedisConfig config;
    private final RedisServices node;
    private @Nullable Subscription subscription;

    public RedisVerticle(RedisConfig config, RedisServices node) {
        this.config = config;
        this.node = node;
    }

    @Override
    public Future<?> start() {
        var bridge = new Bridge(config, node);
        var hearing = new Subscription(vertx, config, bridge.patterns(), bridge::hear);
        Gauge.builder("parley.redis.connected", hearing, each -> each.isOpen() ? 1 : 0)
                .description("Whether messages from Redis are heard")
                .register(node.meters());
        subscription = hearing;
        hearing.open();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return subscription == null ? Future.succeededFuture() : subscription.close();
    }
}
