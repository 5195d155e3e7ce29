package dev.parley.tokens;

import dev.parley.bus.Revocation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;

/** Revocations that all nodes share. Safe on every thread; a future fails when the cluster cannot decide. */
public interface RevocationRecords {

    /** All of them, at this moment. */
    Future<Collection<Revocation>> all();

    /**
     * Keeps one, if it is not kept already.
     *
     * @param life after it the record is gone
     * @return done once no single node can lose it
     */
    Future<Void> keep(Revocation revocation, Duration life);

    /** Forgets one that another one covers. */
    Future<Void> drop(Revocation revocation);

    /** Tells, on any thread, that something has changed, here or elsewhere. */
    void watch(Runnable changed);
}
