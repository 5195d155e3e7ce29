package dev.parley.tokens;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.VerifyJoin;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@link Addresses#VERIFY_JOIN}. Confined to its event loop; keeps nothing itself, so several may run. */
public final class TokenVerticle extends VerticleBase {

    private static final Logger log = LoggerFactory.getLogger(TokenVerticle.class);

    private final TokensConfig config;
    private final JoinTokenVerifier verifier;
    private final Bus bus;
    private final SingleUse uses;
    private final InstantSource clock;

    /** All instances must be given the same {@code uses}. */
    public TokenVerticle(TokensConfig config, Bus bus, SingleUse uses, InstantSource clock) {
        this.config = config;
        this.verifier = new JoinTokenVerifier(config);
        this.bus = bus;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        if (config.keys().isEmpty()) log.warn("no join token key is configured: every join token is refused");
        return bus.answer(Addresses.VERIFY_JOIN, this::decide);
    }

    private Future<JoinDecision> decide(VerifyJoin question) {
        return switch (verifier.verify(question, clock.instant())) {
            case TokenDenial denial -> Future.succeededFuture(denial.denied());
            case Verdict.Holds holds -> useUp(holds);
        };
    }

    private Future<JoinDecision> useUp(Verdict.Holds holds) {
        String jti = holds.token().jti();
        if (jti == null) return Future.succeededFuture(holds.granted());
        return uses.claim(jti, holds.token().expires())
                .map(first -> first ? holds.granted() : TokenDenial.USED.denied());
    }
}
