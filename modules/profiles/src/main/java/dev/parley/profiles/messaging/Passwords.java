package dev.parley.profiles.messaging;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hashes and checks passwords on threads of its own, few at once: anybody may ask for it, and it is expensive. Safe on
 * every thread; answers come to the context that asked.
 */
final class Passwords {

    private final WorkerExecutor threads;
    private final int most;
    private final int iterations;
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * @param most how many may wait or be at work; further ones get nothing
     * @param iterations of new hashes
     */
    Passwords(Vertx vertx, int most, int iterations) {
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.threads = vertx.createSharedWorkerExecutor("passwords", half);
        this.most = most;
        this.iterations = iterations;
    }

    /** The hash, or nothing if too many wait already. */
    Future<Optional<String>> hash(String password) {
        return bounded(() -> PasswordHash.of(password, iterations));
    }

    /**
     * Whether the password is right, or nothing if too many wait already.
     *
     * @param hash nothing where there is no such user; that takes as long
     */
    Future<Optional<Boolean>> check(String password, Optional<String> hash) {
        return bounded(() -> PasswordHash.matches(password, hash.orElseGet(() -> PasswordHash.nobodys(iterations))));
    }

    private <T> Future<Optional<T>> bounded(Callable<T> work) {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return Future.succeededFuture(Optional.empty());
        }
        return threads.executeBlocking(work, false).map(Optional::of).onComplete(done -> waiting.decrementAndGet());
    }
}
