package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.webhooks.Leases.NodeLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {

    private static final Duration LEASE = Duration.ofSeconds(4);

    private final Set<String> members = new HashSet<>(Set.of("b"));
    private final LeaseWatch watch = new LeaseWatch("a", LEASE, false, members::contains);

    /** Looks each second, and finds these renewals of b; nothing for none. */
    private void look(LeaseWatch watch, int from, long... renewals) {
        for (int i = 0; i < renewals.length; i++) {
            var leases = new ArrayList<>(List.of(new NodeLease("a", from + i, Instant.EPOCH)));
            leases.add(new NodeLease("b", renewals[i], Instant.EPOCH));
            watch.look(leases, Duration.ofSeconds(from + i).toNanos());
        }
    }

    @Test
    void aNodeThatRenewsLives() {
        look(watch, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(watch.living()).containsExactlyInAnyOrder("a", "b");
        assertThat(watch.lost()).isEmpty();
    }

    @Test
    void aNodeThatDoesNotRenewAnyMoreLivesForALease() {
        look(watch, 0, 1, 2, 2, 2, 2);
        assertThat(watch.living()).contains("b");
        look(watch, 5, 2);
        assertThat(watch.living()).containsExactly("a");
        assertThat(watch.lost()).containsExactly("b");
    }

    @Test
    void oneThatTheClusterHasLostLivesForHalfALease() {
        look(watch, 0, 1, 2, 2);
        members.clear();
        assertThat(watch.living()).contains("b");
        look(watch, 3, 2);
        assertThat(watch.lost()).containsExactly("b");
    }

    @Test
    void whoeverRenewsAgainLivesAgain() {
        look(watch, 0, 1, 1, 1, 1, 1);
        assertThat(watch.lost()).containsExactly("b");
        look(watch, 5, 2);
        assertThat(watch.lost()).isEmpty();
    }

    @Test
    void timeInWhichNobodyCouldLookDoesNotCount() {
        look(watch, 0, 1, 2);
        look(watch, 100, 2);
        assertThat(watch.living()).contains("b");
        look(watch, 101, 2, 2, 2, 2);
        assertThat(watch.lost()).containsExactly("b");
    }

    @Test
    void aNodeThatLeavesLivesAndTakesNoWork() {
        look(watch, 0, 1, LeaseWatch.LEAVING);
        assertThat(watch.living()).contains("b");
        assertThat(watch.working()).containsExactly("a");
    }

    @Test
    void aNodeWithoutAClusterDoesNotWaitForOneThatCannotBe() {
        var alone = new LeaseWatch("a", LEASE, true, node -> false);
        look(alone, 0, 7);
        assertThat(alone.lost()).containsExactly("b");
        assertThat(alone.living()).containsExactly("a");
    }
}
