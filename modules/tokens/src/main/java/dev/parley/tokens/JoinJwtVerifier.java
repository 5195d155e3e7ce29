package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.bus.Message.VerifyJoin;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Checks join tokens that are JSON Web Tokens, signed by the app's own secrets or by an issuer that it trusts. Confined to
 * the context of its TokenVerticle.
 */
final class JoinJwtVerifier {

    /** The backend's clock is taken to be right, as with every other join token of its secrets. */
    private static final JwtRules RULES =
            new JwtRules(Duration.ZERO, Optional.empty(), Optional.empty(), TokenDenial.WRONG_AUDIENCE, Set.of("exp"));

    private final TokensConfig config;
    private final JwtVerifier jwts;
    private final JoinTokenVerifier rules;
    private final InstantSource clock;

    JoinJwtVerifier(TokensConfig config, JwtVerifier jwts, JoinTokenVerifier rules, InstantSource clock) {
        this.config = config;
        this.jwts = jwts;
        this.rules = rules;
        this.clock = clock;
    }

    /** Whether a token is to be read as one: Base64 has no dots. */
    static boolean looksSo(String token) {
        return token.indexOf('.') >= 0;
    }

    /** Everything about a token but whether it was used before. */
    Future<Verdict> verify(VerifyJoin question, App app) {
        if (app.secrets().isEmpty() && app.trusts().isEmpty()) return denied(TokenDenial.NOT_CONFIGURED);
        if (question.token().length() > config.maxLength()) return denied(TokenDenial.TOO_LONG);
        Optional<Jws> jws = Jws.parse(question.token());
        if (jws.isEmpty()) return denied(TokenDenial.MALFORMED);
        // What we mint for connecting may name a room, and opens none.
        if (jws.get().claims().isIssuedBy(UserToken.ISSUER)) return denied(TokenDenial.MALFORMED);
        return verified(app, jws.get()).map(verdict -> switch (verdict) {
            case TokenDenial denial -> denial;
            case JwtVerdict.Holds holds -> judge(holds, question);
        });
    }

    private Future<JwtVerdict> verified(App app, Jws jws) {
        return jwts.verifySigned(app, jws, RULES).compose(own -> {
            boolean signedByApp = own instanceof JwtVerdict.Holds
                    || (own instanceof TokenDenial denial && denial.compareTo(TokenDenial.SIGNATURE_INVALID) > 0);
            if (signedByApp || app.trusts().isEmpty()) return Future.succeededFuture(own);
            return jwts.verifyTrusted(app, jws).map(trusted -> further(own, trusted));
        });
    }

    private static JwtVerdict further(JwtVerdict own, JwtVerdict trusted) {
        return own instanceof TokenDenial one && trusted instanceof TokenDenial other ? one.or(other) : trusted;
    }

    private Verdict judge(JwtVerdict.Holds holds, VerifyJoin question) {
        if (holds.claims().expires().isEmpty()) return TokenDenial.CLAIM_MISSING;
        return JoinTokenClaims.of(holds)
                .map(token -> rules.judge(token, question, clock.instant()))
                .orElse(TokenDenial.MALFORMED);
    }

    private static Future<Verdict> denied(TokenDenial denial) {
        return Future.succeededFuture(denial);
    }
}
