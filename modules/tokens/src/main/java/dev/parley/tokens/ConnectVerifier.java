package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.apps.Apps;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.Message.ConnectDecision;
import dev.parley.bus.Message.VerifyConnect;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Says who the bearer of a token is: asks Parley's own tokens first, then the issuers that the app trusts, then its hook.
 * Confined to the context of its TokenVerticle.
 */
final class ConnectVerifier {

    private final TokensConfig config;
    private final Apps apps;
    private final JwtVerifier jwts;
    private final AuthHooks hooks;
    private final RevocationTable revoked;

    ConnectVerifier(TokensConfig config, Apps apps, JwtVerifier jwts, AuthHooks hooks, RevocationTable revoked) {
        this.config = config;
        this.apps = apps;
        this.jwts = jwts;
        this.hooks = hooks;
        this.revoked = revoked;
    }

    Future<ConnectDecision> decide(VerifyConnect question) {
        Optional<App> app = apps.find(question.at().app());
        if (app.isEmpty()) return Future.succeededFuture(TokenDenial.APP_UNKNOWN.connectDenied());
        return vouch(app.get(), question)
                .map(vouch -> unlessRevoked(app.get(), vouch).decision());
    }

    private Future<Vouch> vouch(App app, VerifyConnect question) {
        String token = question.token();
        boolean nobody =
                app.secrets().isEmpty() && app.trusts().isEmpty() && app.hook().isEmpty();
        if (nobody) return Future.succeededFuture(TokenDenial.AUTH_NOT_CONFIGURED);
        if (token.isEmpty()) return Future.succeededFuture(TokenDenial.MALFORMED);
        if (token.length() > config.maxLength()) return Future.succeededFuture(TokenDenial.TOO_LONG);
        Optional<Jws> jws = Jws.parse(token);
        // A hook is not asked either: it may be taken in by what says of itself that nobody has signed it.
        if (jws.filter(Jws::isUnsigned).isPresent()) return Future.succeededFuture(TokenDenial.ALGORITHM_REFUSED);
        Future<JwtVerdict> verdict = jws.map(it -> verify(app, it, question.userClaim()))
                .orElse(Future.succeededFuture(TokenDenial.MALFORMED));
        return verdict.compose(result -> switch (result) {
            case JwtVerdict.Holds holds -> Future.succeededFuture(vouch(holds));
            case TokenDenial denial
            when isForeign(denial) && app.hook().isPresent() ->
                hooks.ask(app, app.hook().get(), question.at(), token, revoked);
            case TokenDenial denial -> Future.succeededFuture(denial);
        });
    }

    /** @param userClaim in the place of the issuers' own */
    private Future<JwtVerdict> verify(App app, Jws jws, Optional<String> userClaim) {
        Optional<SigningSecret> own = jwts.minted(app, jws);
        if (own.isPresent()) return jwts.verifyMinted(app, own.get(), jws);
        return jwts.verifyTrusted(app, jws).map(verdict -> switch (verdict) {
            case JwtVerdict.Holds holds ->
                new JwtVerdict.Holds(holds.claims(), userClaim.orElse(holds.userClaim()), holds.leeway());
            case TokenDenial denial -> denial;
        });
    }

    private static Vouch vouch(JwtVerdict.Holds holds) {
        return holds.claims()
                .identity(holds.userClaim(), holds.leeway())
                .<Vouch>map(Vouch.For::new)
                .orElse(TokenDenial.CLAIM_MISSING);
    }

    /** Whether no trust could have made the token, so that it may be anything. */
    private static boolean isForeign(TokenDenial denial) {
        return switch (denial) {
            case MALFORMED, ALGORITHM_REFUSED, UNTRUSTED -> true;
            default -> false;
        };
    }

    private Vouch unlessRevoked(App app, Vouch vouch) {
        return switch (vouch) {
            case TokenDenial denial -> denial;
            case Vouch.For vouched -> {
                var identity = vouched.identity();
                boolean gone =
                        revoked.covers(app.id(), identity.token().orElse(null), identity.user(), identity.issued());
                yield gone ? TokenDenial.REVOKED : vouched;
            }
        };
    }
}
