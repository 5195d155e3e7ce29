package dev.parley.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that hears some patterns of channels, and is made again whenever it is lost, for ever. Confined to
 * RedisVerticle's event loop; {@link #isOpen} may be asked anywhere.
 */
final class Subscription {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);

    private static final Pattern CODE = Pattern.compile("([A-Z]{3,}) ");
    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final RedisConfig config;
    private final List<String> patterns;
    private final BiConsumer<String, byte[]> heard;

    private @Nullable Attempt current;
    private Duration pause = FIRST_PAUSE;
    private boolean closed;
    private @Nullable String complaint;
    private volatile boolean open;

    /**
     * @param heard takes a channel and a message
     */
    Subscription(Vertx vertx, RedisConfig config, List<String> patterns, BiConsumer<String, byte[]> heard) {
        this.vertx = vertx;
        this.config = config;
        this.patterns = patterns;
        this.heard = heard;
    }

    boolean isOpen() {
        return open;
    }

    void open() {
        if (closed) return;
        var attempt = new Attempt();
        current = attempt;
        attempt.begin();
    }

    Future<Void> close() {
        closed = true;
        Attempt last = current;
        return last == null ? Future.succeededFuture() : last.end();
    }

    private void opened() {
        open = true;
        complaint = null;
        pause = FIRST_PAUSE;
        log.info("Redis is heard: {}", config);
    }

    private void lost(Throwable why) {
        open = false;
        if (closed) return;
        String text = String.valueOf(why.getMessage());
        // Each way once, however long it takes; but a wrong password is not the same as nobody there.
        if (!sort(text).equals(complaint))
            log.warn("Redis is not heard, and is tried again and again: {}: {}", config, text);
        complaint = sort(text);
        vertx.setTimer(pause.toMillis(), later -> open());
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /** The code of an error that Redis has answered, such as {@code WRONGPASS}; empty where it has said nothing. */
    private static String sort(String text) {
        Matcher code = CODE.matcher(text);
        return code.lookingAt() ? code.group(1) : "";
    }

    /** One connection, from the wish for it to its end. */
    private final class Attempt {

        private final Redis redis = Redis.createClient(vertx, options());
        private @Nullable RedisConnection connection;
        private int confirmed;
        private long timer = -1;
        private boolean over;

        void begin() {
            timer = vertx.setTimer(
                    HEARD_WITHIN.toMillis(), late -> fail(new IllegalStateException("it does not answer")));
            redis.connect().onSuccess(this::subscribe).onFailure(this::fail);
        }

        private void subscribe(RedisConnection made) {
            if (over) return;
            connection = made;
            made.handler(this::take);
            made.exceptionHandler(this::fail);
            made.endHandler(end -> fail(new IllegalStateException("the connection has ended")));
            Request subscribe = Request.cmd(Command.PSUBSCRIBE);
            patterns.forEach(subscribe::arg);
            made.send(subscribe).onFailure(this::fail);
        }

        private void take(@Nullable Response push) {
            if (over || push == null) return;
            if (push.type() == ResponseType.ERROR) {
                fail(new IllegalStateException(push.toString()));
                return;
            }
            if (push.size() == 0) return;
            switch (push.get(0).toString()) {
                case "pmessage" ->
                    heard.accept(push.get(2).toString(), push.get(3).toBytes());
                case "psubscribe" -> {
                    if (++confirmed == patterns.size()) confirmed(push.type());
                }
                default -> {}
            }
        }

        private void confirmed(ResponseType type) {
            vertx.cancelTimer(timer);
            // In the older protocol, an answer could not be told from a message.
            if (type == ResponseType.PUSH) timer = vertx.setPeriodic(HEARD_WITHIN.toMillis(), tick -> beat());
            opened();
        }

        /** A network that swallows everything would not be noticed otherwise, for nothing else is sent. */
        private void beat() {
            RedisConnection asked = connection;
            if (asked == null) return;
            asked.send(Request.cmd(Command.PING))
                    .timeout(HEARD_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .onFailure(this::fail);
        }

        /** Once, whatever else is told of the same end. */
        private void fail(Throwable why) {
            if (over) return;
            var unused = end();
            lost(why);
        }

        Future<Void> end() {
            over = true;
            vertx.cancelTimer(timer);
            return redis.close();
        }
    }

    private RedisOptions options() {
        var options = new RedisOptions()
                .setConnectionString((config.tls() ? "rediss://" : "redis://") + host() + ":" + config.port())
                .setNetClientOptions(new NetClientOptions()
                        .setConnectTimeout((int) CONNECTED_WITHIN.toMillis())
                        .setHostnameVerificationAlgorithm("HTTPS"))
                // It stays for as long as it works.
                .setPoolCleanerInterval(-1)
                .setPoolRecycleTimeout(-1)
                .setMaxPoolSize(1);
        config.user().ifPresent(options::setUser);
        config.password().ifPresent(options::setPassword);
        return options;
    }

    private String host() {
        return config.host().contains(":") && !config.host().startsWith("[")
                ? "[" + config.host() + "]"
                : config.host();
    }
}
