package dev.parley.tokens;

import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.apps.VerifyingKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds the keys that may have signed a token. Confined to the context of its TokenVerticle.
 *
 * <p>What a token says selects among what is configured and nothing else: its algorithm has to be one of the trust's and
 * has to fit the key, and no address is ever made of its claims.
 */
final class TrustKeys {

    private static final int REMEMBERED = 1_000;
    private static final Duration FETCH_WITHIN = Duration.ofSeconds(5);
    private static final int SET_BYTES = 256 * 1024;

    private record Use(String pem, String algorithm) {}

    /** Keys that are served to one app are never another app's, whatever their names. */
    private record Issuer(String app, JwtTrust trust) {}

    private final Vertx vertx;
    private final Backends backends;
    private final InstantSource clock;
    private final RecentlyUsed<Use, KeyLookup> publicKeys = new RecentlyUsed<>(REMEMBERED);
    private final RecentlyUsed<Issuer, IssuerKeys> issuers = new RecentlyUsed<>(REMEMBERED);

    TrustKeys(Vertx vertx, Backends backends, InstantSource clock) {
        this.vertx = vertx;
        this.backends = backends;
        this.clock = clock;
    }

    Future<KeyLookup> find(String app, JwtTrust trust, Jws token) {
        String algorithm = token.algorithm();
        if (!trust.algorithms().contains(algorithm)) return Future.succeededFuture(TokenDenial.ALGORITHM_REFUSED);
        boolean secret = SignatureCheck.takesSecret(algorithm);
        return switch (trust.keys()) {
            case KeySource.Secret it ->
                Future.succeededFuture(
                        secret
                                ? new KeyLookup.Found(List.of(SignatureCheck.of(vertx, algorithm, it.key())))
                                : TokenDenial.ALGORITHM_REFUSED);
            case KeySource.PublicKey it ->
                Future.succeededFuture(
                        publicKeys.get(new Use(it.pem(), algorithm), () -> publicKey(it.pem(), algorithm)));
            case KeySource.Jwks it ->
                secret
                        ? Future.succeededFuture(TokenDenial.ALGORITHM_REFUSED)
                        : issuers.get(new Issuer(app, trust), () -> issuer(app, trust, it.url()))
                                .find(token);
        };
    }

    private KeyLookup publicKey(String pem, String algorithm) {
        Optional<VerifyingKey> key = VerifyingKey.ofPem(pem);
        if (key.isEmpty()) return TokenDenial.UNTRUSTED;
        return key.get().algorithms().contains(algorithm)
                ? new KeyLookup.Found(List.of(SignatureCheck.of(vertx, algorithm, key.get())))
                : TokenDenial.ALGORITHM_REFUSED;
    }

    private IssuerKeys issuer(String app, JwtTrust trust, URI url) {
        String name = url.getHost() + ", which " + app + " trusts";
        return new IssuerKeys(
                name,
                () -> backends.get(app, url, FETCH_WITHIN, SET_BYTES)
                        .map(reply -> reply.status() == 200
                                ? JwkSet.parse(vertx, reply.body().getBytes(), trust.algorithms())
                                : Optional.empty()),
                clock);
    }
}
