package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.apps.JwtTrust;
import dev.parley.apps.SigningSecret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks JSON Web Tokens: who has signed one, and whether it holds now. Confined to the context of its TokenVerticle. */
final class JwtVerifier {

    private final Vertx vertx;
    private final TrustKeys keys;
    private final InstantSource clock;

    JwtVerifier(Vertx vertx, TrustKeys keys, InstantSource clock) {
        this.vertx = vertx;
        this.keys = keys;
        this.clock = clock;
    }

    /** Whether it is a user token that was minted here, for as long as the secret that signed it is good. */
    Optional<SigningSecret> minted(App app, Jws token) {
        if (!token.claims().isIssuedBy(UserToken.ISSUER)) return Optional.empty();
        return app.secrets().stream()
                .filter(secret -> secret.id().equals(token.keyId()) && secret.isGoodAt(clock.instant()))
                .findFirst();
    }

    /** Checks a user token that was {@link #minted} by this secret. */
    Future<JwtVerdict> verifyMinted(App app, SigningSecret secret, Jws token) {
        if (!token.algorithm().equals(UserToken.ALGORITHM)) {
            return Future.succeededFuture(TokenDenial.ALGORITHM_REFUSED);
        }
        var check = SignatureCheck.of(vertx, UserToken.ALGORITHM, secret.key());
        var rules = new JwtRules(
                Duration.ZERO,
                Optional.of(UserToken.ISSUER),
                Optional.of(app.id()),
                TokenDenial.WRONG_APP,
                Set.of("sub", "exp"));
        return check.holds(token).map(holds -> holds ? judge(token, rules, "sub") : TokenDenial.SIGNATURE_INVALID);
    }

    /**
     * Checks a token that the app's backend has signed with any of the app's secrets.
     *
     * @param rules for what it has to say
     */
    Future<JwtVerdict> verifySigned(App app, Jws token, JwtRules rules) {
        if (!token.algorithm().equals(UserToken.ALGORITHM)) {
            return Future.succeededFuture(TokenDenial.ALGORITHM_REFUSED);
        }
        List<SignatureCheck> checks = app.secrets().stream()
                .filter(secret -> secret.isGoodAt(clock.instant()))
                .map(secret -> SignatureCheck.of(vertx, UserToken.ALGORITHM, secret.key()))
                .toList();
        return anyHolds(checks, token).map(holds -> holds ? judge(token, rules, "sub") : TokenDenial.SIGNATURE_INVALID);
    }

    /** Checks a token that one of the app's trusts may have made; of all denials the one that got furthest. */
    Future<JwtVerdict> verifyTrusted(App app, Jws token) {
        if (app.trusts().isEmpty()) return Future.succeededFuture(TokenDenial.UNTRUSTED);
        return next(app, app.trusts(), token, TokenDenial.APP_UNKNOWN);
    }

    private Future<JwtVerdict> next(App app, List<JwtTrust> left, Jws token, TokenDenial furthest) {
        if (left.isEmpty()) return Future.succeededFuture(furthest);
        return by(app, left.getFirst(), token).compose(verdict -> switch (verdict) {
            case TokenDenial denial -> next(app, left.subList(1, left.size()), token, furthest.or(denial));
            case JwtVerdict.Holds holds -> Future.succeededFuture(holds);
        });
    }

    private Future<JwtVerdict> by(App app, JwtTrust trust, Jws token) {
        return keys.find(app.id(), trust, token).compose(lookup -> switch (lookup) {
            case TokenDenial denial -> Future.succeededFuture(denial);
            case KeyLookup.Found found ->
                anyHolds(found.keys(), token)
                        .map(holds ->
                                holds ? judge(token, rules(trust), trust.userClaim()) : TokenDenial.SIGNATURE_INVALID);
        });
    }

    private static JwtRules rules(JwtTrust trust) {
        return new JwtRules(
                Duration.ofSeconds(trust.leewaySeconds()),
                trust.issuer(),
                trust.audience(),
                TokenDenial.WRONG_AUDIENCE,
                trust.required());
    }

    private JwtVerdict judge(Jws token, JwtRules rules, String userClaim) {
        Optional<TokenDenial> broken = rules.broken(token.claims(), clock.instant());
        if (broken.isPresent()) return broken.get();
        return new JwtVerdict.Holds(token.claims(), userClaim, rules.leeway());
    }

    private static Future<Boolean> anyHolds(List<SignatureCheck> checks, Jws token) {
        if (checks.isEmpty()) return Future.succeededFuture(false);
        return checks.getFirst()
                .holds(token)
                .compose(holds ->
                        holds ? Future.succeededFuture(true) : anyHolds(checks.subList(1, checks.size()), token));
    }
}
