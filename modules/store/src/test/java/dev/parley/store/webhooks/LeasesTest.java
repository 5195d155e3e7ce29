package dev.parley.store.webhooks;

import static dev.parley.store.webhooks.WebhookStoreFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.store.webhooks.Leases.NodeLease;
import dev.parley.store.webhooks.Leases.PartitionLease;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who lives and who delivers what, as the store keeps it. */
class LeasesTest {

    @TempDir
    static Path folder;

    private static final Instant T = Instant.ofEpochMilli(1_800_000_000_123L);

    private static WebhookStoreFixture store;
    private static int partitions;

    private final int partition = ++partitions;
    private final Leases leases = store.webhooks.leases();

    @BeforeAll
    static void open() {
        store = new WebhookStoreFixture(folder);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Nested
    class ANode {

        @Test
        void livesUntilItIsForgotten() {
            get(leases.renew(new NodeLease("one", 1, T)));
            get(leases.renew(new NodeLease("two", 1, T)));
            get(leases.renew(new NodeLease("one", 2, T.plusSeconds(1))));
            assertThat(get(leases.nodes()))
                    .containsExactlyInAnyOrder(new NodeLease("one", 2, T.plusSeconds(1)), new NodeLease("two", 1, T));
            get(leases.forget("one"));
            get(leases.forget("one"));
            assertThat(get(leases.nodes())).containsExactly(new NodeLease("two", 1, T));
        }
    }

    @Nested
    class APartition {

        @Test
        void isTakenAndGivenUpTermByTerm() {
            assertThat(take("one", 1)).isTrue();
            assertThat(take("two", 2)).isTrue();
            assertThat(get(leases.take(new PartitionLease(partition, Optional.empty(), 3))))
                    .isTrue();
            assertThat(lease()).isEqualTo(new PartitionLease(partition, Optional.empty(), 3));
            assertThat(take("one", 4)).isTrue();
            assertThat(lease()).isEqualTo(new PartitionLease(partition, Optional.of("one"), 4));
        }

        @Test
        void isNotTakenByWhoHasNotSeenItsTerm() {
            assertThat(take("one", 2)).isFalse();
            assertThat(take("one", 1)).isTrue();
            assertThat(take("two", 1)).isFalse();
            assertThat(take("two", 3)).isFalse();
            assertThat(lease()).isEqualTo(new PartitionLease(partition, Optional.of("one"), 1));
        }

        @Test
        void goesToOneOfManyNodesThatTakeItAtOnce() {
            for (long term = 1; term <= 3; term++) {
                long next = term;
                List<Future<Boolean>> all = IntStream.range(0, 20)
                        .mapToObj(i -> leases.take(new PartitionLease(partition, Optional.of("node-" + i), next)))
                        .toList();
                get(Future.join(all));
                List<Integer> winners = IntStream.range(0, 20)
                        .filter(i -> all.get(i).result())
                        .boxed()
                        .toList();
                assertThat(winners).hasSize(1);
                assertThat(lease().owner()).contains("node-" + winners.getFirst());
            }
        }

        @Test
        void isStillOnesOwnWhenTheAnswerWasLostAndOneAsksAgain() {
            take("one", 1);
            assertThat(take("one", 1)).isTrue();
            take("two", 2);
            assertThat(take("one", 1)).isFalse();
        }

        private boolean take(String owner, long term) {
            return get(leases.take(new PartitionLease(partition, Optional.of(owner), term)));
        }

        private PartitionLease lease() {
            return get(leases.partitions()).stream()
                    .filter(each -> each.partition() == partition)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
