package dev.parley.api.idempotency;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.LongSupplier;

/**
 * How much each app has had this node keep within the window. Guarded by its own lock, so any thread may ask.
 *
 * <p>What was taken counts for a whole window, also where nothing was kept in the end: to be right about a few of them is
 * not worth asking the cluster.
 */
final class KeyBudget {

    private record Share(long until, int bytes) {}

    private static final class Account {
        final Queue<Share> shares = new ArrayDeque<>();
        long bytes;
    }

    private final Map<String, Account> accounts = new HashMap<>();
    private final long windowNanos;
    private final long most;
    private final LongSupplier nanoTime;

    /**
     * Every account is empty.
     *
     * @param most bytes of one app
     */
    KeyBudget(Duration window, long most, LongSupplier nanoTime) {
        this.windowNanos = window.toNanos();
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** Nothing if the app may have more kept, else how long to wait. */
    synchronized Optional<Duration> exhausted(String app) {
        long now = nanoTime.getAsLong();
        Account account = accounts.get(app);
        if (account == null) return Optional.empty();
        forget(account, now);
        Share eldest = account.shares.peek();
        if (eldest == null) accounts.remove(app);
        if (eldest == null || account.bytes < most) return Optional.empty();
        return Optional.of(Duration.ofNanos(eldest.until - now));
    }

    /** An answer may take more than there is left: it is known only when its request is done. */
    synchronized void take(String app, int bytes) {
        Account account = accounts.computeIfAbsent(app, first -> new Account());
        account.shares.add(new Share(nanoTime.getAsLong() + windowNanos, bytes));
        account.bytes += bytes;
    }

    private static void forget(Account account, long now) {
        for (Share next = account.shares.peek(); next != null && next.until - now <= 0; next = account.shares.peek()) {
            account.shares.remove();
            account.bytes -= next.bytes;
        }
    }
}
