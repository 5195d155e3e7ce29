package dev.parley.tokens;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Remembers used tokens in this process only: right for one node, not for several. Guarded by its own lock, so any
 * thread may call.
 */
public final class LocalSingleUse implements SingleUse {

    private record Use(String jti, Instant until) {}

    private final InstantSource clock;
    private final int capacity;
    private final Set<String> used = new HashSet<>();
    private final Queue<Use> byExpiry = new PriorityQueue<>(Comparator.comparing(Use::until));

    /**
     * Starts with nothing used.
     *
     * @param capacity tokens remembered at once; while it is reached, further ones are refused
     */
    public LocalSingleUse(InstantSource clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
    }

    @Override
    public synchronized Future<Boolean> claim(String jti, Instant until) {
        Instant now = clock.instant();
        forgetUntil(now);
        // One that expired since it was verified could be forgotten before its second use comes along.
        if (!until.isAfter(now) || used.size() >= capacity) return Future.succeededFuture(false);
        boolean first = used.add(jti);
        if (first) byExpiry.add(new Use(jti, until));
        return Future.succeededFuture(first);
    }

    private void forgetUntil(Instant now) {
        for (Use oldest = byExpiry.peek(); oldest != null && !oldest.until().isAfter(now); oldest = byExpiry.peek()) {
            byExpiry.remove();
            used.remove(oldest.jti());
        }
    }
}
