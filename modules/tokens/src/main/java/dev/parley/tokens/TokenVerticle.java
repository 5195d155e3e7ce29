package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.apps.Apps;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.VerifyJoin;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.Optional;

/** Answers {@link Addresses#VERIFY_JOIN}. Confined to its event loop; keeps nothing itself, so several may run. */
public final class TokenVerticle extends VerticleBase {

    private final Apps apps;
    private final JoinTokenVerifier verifier;
    private final Bus bus;
    private final SingleUse uses;
    private final InstantSource clock;

    /** All instances must be given the same {@code uses}. */
    public TokenVerticle(TokensConfig config, Apps apps, Bus bus, SingleUse uses, InstantSource clock) {
        this.apps = apps;
        this.verifier = new JoinTokenVerifier(config);
        this.bus = bus;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        return bus.answer(Addresses.VERIFY_JOIN, this::decide);
    }

    private Future<JoinDecision> decide(VerifyJoin question) {
        Optional<App> app = apps.find(question.app());
        if (app.isEmpty()) return Future.succeededFuture(TokenDenial.NOT_CONFIGURED.denied());
        return switch (verifier.verify(question, app.get(), clock.instant())) {
            case TokenDenial denial -> Future.succeededFuture(denial.denied());
            case Verdict.Holds holds -> useUp(app.get(), holds);
        };
    }

    private Future<JoinDecision> useUp(App app, Verdict.Holds holds) {
        String jti = holds.token().jti();
        if (jti == null) return Future.succeededFuture(holds.granted());
        return uses.claim(app.id() + ":" + jti, holds.token().expires())
                .map(first -> first ? holds.granted() : TokenDenial.USED.denied());
    }
}
