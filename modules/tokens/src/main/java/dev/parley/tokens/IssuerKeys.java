package dev.parley.tokens;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer that one app trusts, fetched when they are needed. Confined to the context of its TokenVerticle.
 *
 * <p>All who wait share one fetch. A token that names an unknown key causes at most one in {@link #PAUSE}. While fetching
 * fails, keys that were known stay in use for a day: whoever keeps an issuer from answering must not lock everybody out,
 * nor keep a withdrawn key alive for ever.
 */
final class IssuerKeys {

    static final Duration FRESH = Duration.ofMinutes(10);
    static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PAUSE_WITHOUT_KEYS = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final Logger log = LoggerFactory.getLogger(IssuerKeys.class);

    private final String name;
    private final Supplier<Future<Optional<JwkSet>>> source;
    private final InstantSource clock;

    private JwkSet keys = JwkSet.NONE;
    private Instant fetched = Instant.MIN;
    private Instant notBefore = Instant.MIN;
    private boolean failed;
    private @Nullable Future<Void> fetching;

    /**
     * Starts with no keys.
     *
     * @param name for the log
     * @param source fails, or has nothing, when the issuer serves no keys
     */
    IssuerKeys(String name, Supplier<Future<Optional<JwkSet>>> source, InstantSource clock) {
        this.name = name;
        this.source = source;
        this.clock = clock;
    }

    Future<KeyLookup> find(Jws token) {
        boolean known = isWithin(FRESH) && !keys.of(token).isEmpty();
        if (known || !isFetching()) return Future.succeededFuture(lookUp(token));
        return fetch().map(done -> lookUp(token));
    }

    private KeyLookup lookUp(Jws token) {
        List<SignatureCheck> found = isWithin(KEPT) ? keys.of(token) : List.of();
        return found.isEmpty() && failed ? TokenDenial.AUTH_UNAVAILABLE : KeyLookup.Found.of(found);
    }

    private boolean isWithin(Duration age) {
        return !fetched.equals(Instant.MIN) && clock.instant().isBefore(fetched.plus(age));
    }

    private boolean isFetching() {
        return fetching != null || !clock.instant().isBefore(notBefore);
    }

    private Future<Void> fetch() {
        if (fetching != null) return fetching;
        Future<Void> mine = source.get().transform(result -> {
            fetching = null;
            took(result.succeeded() ? result.result() : Optional.empty());
            return Future.succeededFuture();
        });
        if (!mine.isComplete()) fetching = mine;
        return mine;
    }

    private void took(Optional<JwkSet> set) {
        Instant now = clock.instant();
        failed = set.isEmpty();
        if (failed) log.warn("no keys from {}", name);
        if (set.isPresent()) {
            keys = set.get();
            fetched = now;
        }
        notBefore = now.plus(fetched.equals(Instant.MIN) ? PAUSE_WITHOUT_KEYS : PAUSE);
    }
}
