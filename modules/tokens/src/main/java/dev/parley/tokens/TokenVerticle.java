package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.apps.Apps;
import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.JoinDecision;
import dev.parley.bus.Message.VerifyJoin;
import dev.parley.outbound.Guard;
import dev.parley.outbound.HttpCaller;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * Answers {@link Addresses#VERIFY_CONNECT}, {@link Addresses#VERIFY_JOIN}, {@link Addresses#MINT} and {@link
 * Addresses#REVOKE}. Confined to its event loop, which no signature of a public key and no other server holds up. A node
 * needs one; several would each fetch keys and tell of revocations.
 */
public final class TokenVerticle extends VerticleBase {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;

    private final TokensConfig config;
    private final Apps apps;
    private final Bus bus;
    private final Guard guard;
    private final SingleUse uses;
    private final RevocationRecords records;
    private final InstantSource clock;
    private final Refusals refusals;

    /**
     * All nodes and instances must be given the same {@code uses} and {@code records}.
     *
     * @param guard judges the addresses that apps name
     */
    public TokenVerticle(
            TokensConfig config,
            Apps apps,
            Bus bus,
            Guard guard,
            SingleUse uses,
            RevocationRecords records,
            InstantSource clock,
            MeterRegistry meters) {
        this.config = config;
        this.apps = apps;
        this.bus = bus;
        this.guard = guard;
        this.uses = uses;
        this.records = records;
        this.clock = clock;
        this.refusals = new Refusals(meters);
    }

    /** Nothing is answered before it is known what is revoked. */
    @Override
    public Future<?> start() {
        var revocations = new Revocations(vertx, bus, config, records, clock);
        var backends = new Backends(new HttpCaller(vertx, guard, config.maxOpenHooks()), apps);
        var jwts = new JwtVerifier(vertx, new TrustKeys(vertx, backends, clock), clock);
        var hooks = new AuthHooks(backends, config.maxOpenHooks(), clock);
        var connects = new ConnectVerifier(config, apps, jwts, hooks, revocations.table());
        var joinTokens = new JoinTokenVerifier(config);
        var joins = new Joins(
                joinTokens, new JoinJwtVerifier(config, jwts, joinTokens, clock), uses, revocations.table(), clock);
        var mint = new Mint(config, apps, clock, TokenVerticle::newId);
        return revocations
                .open()
                .compose(known -> bus.answer(
                        Addresses.VERIFY_CONNECT,
                        question -> connects.decide(question).onSuccess(refusals::count)))
                .compose(open -> bus.answer(
                        Addresses.VERIFY_JOIN,
                        question -> decide(joins, question).onSuccess(refusals::count)))
                .compose(open -> bus.answer(Addresses.MINT, order -> Future.succeededFuture(mint.mint(order))))
                .compose(open -> bus.answer(Addresses.REVOKE, revocations::revoke));
    }

    private Future<JoinDecision> decide(Joins joins, VerifyJoin question) {
        Optional<App> app = apps.find(question.app());
        return app.isPresent()
                ? joins.decide(question, app.get())
                : Future.succeededFuture(TokenDenial.NOT_CONFIGURED.denied());
    }

    private static String newId() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }
}
