package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.VerifyJoin;
import io.vertx.core.Future;
import java.time.InstantSource;

/**
 * Decides on joins by token, in any of its forms. Confined to the context of its TokenVerticle.
 *
 * <p>A token that is good for one use is used up by the decision that grants it, whatever becomes of the join after that:
 * who asks has to have checked everything else before.
 */
final class Joins {

    private final JoinTokenVerifier tokens;
    private final JoinJwtVerifier jwts;
    private final SingleUse uses;
    private final RevocationTable revoked;
    private final InstantSource clock;

    Joins(
            JoinTokenVerifier tokens,
            JoinJwtVerifier jwts,
            SingleUse uses,
            RevocationTable revoked,
            InstantSource clock) {
        this.tokens = tokens;
        this.jwts = jwts;
        this.uses = uses;
        this.revoked = revoked;
        this.clock = clock;
    }

    Future<JoinDecision> decide(VerifyJoin question, App app) {
        Future<Verdict> verdict = JoinJwtVerifier.looksSo(question.token())
                ? jwts.verify(question, app)
                : Future.succeededFuture(tokens.verify(question, app, clock.instant()));
        return verdict.compose(result -> switch (result) {
            case TokenDenial denial -> Future.succeededFuture(denial.denied());
            case Verdict.Holds holds -> useUp(app, holds);
        });
    }

    private Future<JoinDecision> useUp(App app, Verdict.Holds holds) {
        JoinToken token = holds.token();
        if (revoked.covers(app.id(), token.jti(), token.user(), token.issued())) {
            return Future.succeededFuture(TokenDenial.REVOKED.denied());
        }
        if (token.jti() == null) return Future.succeededFuture(holds.granted());
        return uses.claim(app.id() + ":" + token.jti(), token.expires())
                .map(first -> first ? holds.granted() : TokenDenial.USED.denied());
    }
}
