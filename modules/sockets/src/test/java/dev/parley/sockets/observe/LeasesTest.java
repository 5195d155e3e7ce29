package dev.parley.sockets.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Trails;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final NodeId NODE = new NodeId("n");

    private long now;
    private final Leases leases = new Leases(() -> now);

    @Test
    void aWatchEndsUnlessItIsRenewed() {
        var one = new WatchKey(NODE, 1);
        var two = new WatchKey(NODE, 2);
        assertThat(leases.renew(one)).isEqualTo(Leases.Outcome.BEGUN);
        assertThat(leases.renew(two)).isEqualTo(Leases.Outcome.BEGUN);
        now += Trails.LEASE.toNanos();
        assertThat(leases.renew(one)).isEqualTo(Leases.Outcome.RENEWED);
        assertThat(leases.expire()).isEmpty();
        now += 1;
        assertThat(leases.expire()).containsExactly(two);
        assertThat(leases.held()).containsExactly(one);
        assertThat(leases.end(two)).isFalse();
        assertThat(leases.end(one)).isTrue();
        assertThat(leases.isEmpty()).isTrue();
    }

    @Test
    void oneNodeCannotTakeAllThereIs() {
        for (int i = 0; i < Trails.MAX_WATCHES; i++) leases.renew(new WatchKey(NODE, i));
        assertThat(leases.renew(new WatchKey(NODE, -1))).isEqualTo(Leases.Outcome.TOO_MANY);
        assertThat(leases.renew(new WatchKey(NODE, 0))).isEqualTo(Leases.Outcome.RENEWED);
        assertThat(leases.renew(new WatchKey(new NodeId("other"), 0))).isEqualTo(Leases.Outcome.BEGUN);
    }
}
