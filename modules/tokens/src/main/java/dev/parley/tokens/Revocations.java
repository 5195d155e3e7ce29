package dev.parley.tokens;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Revoke;
import dev.parley.bus.Message.RevokeDecision;
import dev.parley.bus.Message.RevokeRefused;
import dev.parley.bus.Message.Revoked;
import dev.parley.bus.Revocation;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's table in step with the cluster's records, and tells the node of each revocation that is new to it.
 * Confined to the context of its TokenVerticle.
 *
 * <p>A change is looked up at once, and all records are once a second, since a listener of the cluster may miss one.
 */
final class Revocations {

    private static final long EVERY_MILLIS = 1_000;

    /** Between two looks that changes call for, so that a hundred changes do not mean a hundred looks. */
    private static final long SOON_MILLIS = 50;

    private static final Logger log = LoggerFactory.getLogger(Revocations.class);

    private final Vertx vertx;
    private final Context context;
    private final Bus bus;
    private final TokensConfig config;
    private final RevocationRecords records;
    private final InstantSource clock;
    private final RevocationTable table = new RevocationTable();

    private long timer;
    private boolean looking;
    private boolean again;
    private boolean lost;

    Revocations(Vertx vertx, Bus bus, TokensConfig config, RevocationRecords records, InstantSource clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.bus = bus;
        this.config = config;
        this.records = records;
        this.clock = clock;
    }

    RevocationTable table() {
        return table;
    }

    /** Done when this node knows what is revoked. */
    Future<Void> open() {
        records.watch(() -> context.runOnContext(changed -> soon()));
        return records.all()
                .onSuccess(this::learn)
                .onSuccess(known -> lookIn(EVERY_MILLIS))
                .mapEmpty();
    }

    Future<RevokeDecision> revoke(Revoke question) {
        Revocation revocation = RevocationTable.plain(question.revocation());
        Optional<Revocation> known = table.known(revocation);
        if (revocation.of().length() > config.maxLength()) {
            return refused("revocation_too_long", "No token could name this.");
        }
        if (known.isEmpty() && table.size(revocation.app()) >= config.maxRevocations()) {
            log.warn("{} has {} revocations, so that no more are taken", revocation.app(), config.maxRevocations());
            return refused("too_many_revocations", "This app has as many revocations as can be kept.");
        }
        return records.keep(revocation, config.revocationLife()).map(kept -> {
            learn(revocation);
            known.filter(older -> older.before().isBefore(revocation.before())).ifPresent(records::drop);
            return new Revoked(question.revocation());
        });
    }

    private static Future<RevokeDecision> refused(String code, String reason) {
        return Future.succeededFuture(new RevokeRefused(code, reason));
    }

    private void learn(Collection<Revocation> all) {
        table.forget(clock.instant());
        all.forEach(this::learn);
    }

    private void learn(Revocation revocation) {
        boolean more = table.add(revocation, clock.instant().plus(config.revocationLife()));
        if (more) bus.send(Addresses.REVOKED, new Revoked(revocation));
    }

    private void lookIn(long millis) {
        vertx.cancelTimer(timer);
        timer = vertx.setTimer(millis, due -> look());
    }

    private void soon() {
        if (looking) again = true;
        else lookIn(SOON_MILLIS);
    }

    private void look() {
        looking = true;
        again = false;
        records.all().onComplete(found -> {
            looking = false;
            if (found.succeeded()) learn(found.result());
            if (found.failed() && !lost) log.warn("the cluster does not say what is revoked", found.cause());
            lost = found.failed();
            lookIn(again ? SOON_MILLIS : EVERY_MILLIS);
        });
    }
}
