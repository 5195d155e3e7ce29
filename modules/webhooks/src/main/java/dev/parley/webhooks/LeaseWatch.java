package dev.parley.webhooks;

import dev.parley.store.webhooks.Leases.NodeLease;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which nodes live, as far as their leases tell: one whose lease has not changed for long enough, as this node has watched it,
 * does not. Owned by the verticle's context.
 */
final class LeaseWatch {

    /** What renewals are told by one that is about to leave. */
    static final long LEAVING = -1;

    private record Seen(long renewals, long nanos) {}

    private final String self;
    private final long lease;
    private final boolean alone;
    private final Predicate<String> isMember;
    private Map<String, Seen> seen = new HashMap<>();
    private long lastLook;

    /**
     * Nothing was seen.
     *
     * @param alone whether there can be no other node at all, so that whatever is there of one is of one that died
     * @param isMember whether the cluster has a node; half a lease is enough for one that it has lost
     */
    LeaseWatch(String self, Duration lease, boolean alone, Predicate<String> isMember) {
        this.self = self;
        this.lease = lease.toNanos();
        this.alone = alone;
        this.isMember = isMember;
    }

    /** All leases, as they are at the moment. */
    void look(List<NodeLease> leases, long nanos) {
        // While nobody could look, nobody could renew either.
        boolean blind = !seen.isEmpty() && nanos - lastLook > lease / 2;
        var now = new HashMap<String, Seen>();
        for (NodeLease each : leases) {
            Seen before = seen.get(each.node());
            boolean same = before != null && before.renewals == each.renewals();
            now.put(each.node(), same && !blind ? before : new Seen(each.renewals(), nanos));
        }
        seen = now;
        lastLook = nanos;
    }

    /** Those whose lease goes on, this node among them. */
    Set<String> living() {
        Set<String> living =
                seen.keySet().stream().filter(node -> !isOver(node)).collect(Collectors.toSet());
        living.add(self);
        return living;
    }

    /** Those of the living that take work. */
    Set<String> working() {
        Set<String> working = new HashSet<>(living());
        working.removeIf(node -> seen.containsKey(node) && seen.get(node).renewals == LEAVING);
        return working;
    }

    /** Those whose lease is over. */
    Set<String> lost() {
        return seen.keySet().stream().filter(this::isOver).collect(Collectors.toSet());
    }

    private boolean isOver(String node) {
        if (node.equals(self)) return false;
        if (alone) return true;
        Seen last = seen.get(node);
        return last != null && lastLook - last.nanos >= (isMember.test(node) ? lease : lease / 2);
    }
}
