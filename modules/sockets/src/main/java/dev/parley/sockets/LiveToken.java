package dev.parley.sockets;

import dev.parley.bus.Identity;
import dev.parley.bus.Revocation;
import dev.parley.protocol.json.JsonWriter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The token that a socket lives by. Confined to the socket's event loop: says when it is about to expire, and when it has.
 */
final class LiveToken {

    static final String REVOKED = "token_revoked";
    static final String REVOKED_TEXT = "The token has been revoked.";

    /** A timer further ahead is set again when it is over. */
    private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(30);

    private final Vertx vertx;
    private final InstantSource clock;
    private final Duration warning;
    private final NamespaceSocket bearer;
    private Identity identity;
    private boolean warned;
    private long timer = -1;

    /**
     * @param warning how long before its expiry the bearer is told
     */
    LiveToken(Vertx vertx, InstantSource clock, Duration warning, NamespaceSocket bearer, Identity identity) {
        this.vertx = vertx;
        this.clock = clock;
        this.warning = warning;
        this.bearer = bearer;
        this.identity = identity;
    }

    /** From now on the bearer can be told. */
    void begin() {
        wait(identity.expires().orElse(null));
    }

    Identity identity() {
        return identity;
    }

    /** Another token of the same user takes its place. */
    void renew(Identity next) {
        stop();
        identity = next;
        warned = false;
        wait(next.expires().orElse(null));
    }

    /** Somebody has made tokens worthless, and this may be one of them. */
    void revoked(Revocation revocation) {
        if (revocation.app().equals(bearer.app()) && revocation.covers(identity)) bearer.end(REVOKED, REVOKED_TEXT);
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void wait(@Nullable Instant expires) {
        if (expires == null) return;
        long left = Duration.between(clock.instant(), expires).toMillis();
        long until = warned ? left : left - warning.toMillis();
        timer = vertx.setTimer(Math.clamp(until, 1L, LONGEST_MILLIS), later -> look(expires));
    }

    private void look(Instant expires) {
        Instant now = clock.instant();
        if (!now.isBefore(expires)) {
            bearer.end("token_expired", "The token has expired.");
            return;
        }
        if (!warned && !now.isBefore(expires.minus(warning))) {
            warned = true;
            bearer.emit(
                    "token:expiring", JsonWriter.object(w -> w.name("expires").string(expires.toString())));
        }
        wait(expires);
    }
}
