package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QueuesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration NONE = Duration.ZERO;

    /** Two circuits' worth of failures, in all 512 and of one recipient 32 at a time. */
    private final WebhooksConfig config = Node.config(URI.create("http://127.0.0.1/"), NONE, List.of(), 1, 1, 3, 1);

    private final Partition partition = new Partition(0, 1, config);
    private int group = 1;
    private final Queues queues = new Queues(config, to -> group);

    private void add(String endpoint, String lane, String... ids) {
        for (String id : ids) add(endpoint, lane, new Entry(id, NOW, 0, Optional.empty()));
    }

    private void add(String endpoint, String lane, Entry entry) {
        queues.add(new LaneKey(new Recipient("app", endpoint), lane), partition, entry);
    }

    private List<Turn> all(Instant now) {
        var turns = new ArrayList<Turn>();
        for (Optional<Turn> turn = queues.next(now); turn.isPresent(); turn = queues.next(now)) turns.add(turn.get());
        return turns;
    }

    private static List<String> ids(Turn turn) {
        return turn.entries().stream().map(Entry::id).toList();
    }

    private Turn next() {
        return queues.next(NOW).orElseThrow();
    }

    private static Instant after(int millis) {
        return NOW.plusMillis(millis);
    }

    @Nested
    class ALane {

        @Test
        void isHandedOutOneByOne() {
            add("e", "l", "1", "2");
            Turn first = next();
            assertThat(ids(first)).containsExactly("1");
            assertThat(queues.next(NOW)).isEmpty();
            queues.delivered(first);
            assertThat(ids(next())).containsExactly("2");
        }

        @Test
        void restsWithItsFirstOneUntilThatIsDue() {
            add("e", "l", "1", "2");
            queues.failed(next(), NOW, NONE, Optional.of(after(100)));
            assertThat(queues.next(after(99))).isEmpty();
            assertThat(queues.due()).contains(after(100));
            assertThat(ids(queues.next(after(100)).orElseThrow())).containsExactly("1");
        }

        @Test
        void goesOnBehindOneThatIsGivenUp() {
            add("e", "l", "1", "2");
            queues.failed(next(), NOW, NONE, Optional.empty());
            assertThat(ids(next())).containsExactly("2");
        }

        @Test
        void thatIsOverLeavesNothingBehind() {
            add("e", "l", "1");
            queues.delivered(next());
            assertThat(queues.lanes()).isZero();
            assertThat(queues.pending()).isZero();
            assertThat(queues.inFlight()).isZero();
        }

        @Test
        void thatWasTakenOverInTheMiddleOfItsAttemptsWaitsForTheNextOne() {
            add("e", "l", new Entry("1", NOW, 2, Optional.of(after(100))));
            assertThat(queues.next(NOW)).isEmpty();
            assertThat(queues.next(after(100))).isPresent();
        }
    }

    @Nested
    class Groups {

        @Test
        void takeThoseThatWaitTogetherUpToTheirSize() {
            group = 2;
            add("e", "l", "1", "2", "3");
            Turn turn = next();
            assertThat(ids(turn)).containsExactly("1", "2");
            queues.delivered(turn);
            assertThat(ids(next())).containsExactly("3");
        }

        @Test
        void stayTheSameThroughFailuresWhateverComesBehind() {
            group = 3;
            add("e", "l", "1", "2");
            queues.failed(next(), NOW, NONE, Optional.of(after(1)));
            add("e", "l", "3");
            assertThat(ids(queues.next(after(1)).orElseThrow())).containsExactly("1", "2");
        }

        @Test
        void stayTheSameForWhoeverTakesThemOver() {
            group = 3;
            add("e", "l", new Entry("1", NOW, 1, Optional.of(after(1))));
            add("e", "l", new Entry("2", NOW, 1, Optional.of(after(1))));
            add("e", "l", "3");
            assertThat(ids(queues.next(after(1)).orElseThrow())).containsExactly("1", "2");
        }

        @Test
        void thatAreCutLeaveTheRestInItsPlace() {
            group = 3;
            add("e", "l", "1", "2", "3");
            queues.delivered(next().first(1));
            assertThat(ids(next())).containsExactly("2", "3");
        }
    }

    @Nested
    class Recipients {

        @Test
        void takeTurns() {
            for (int i = 0; i < 40; i++) add("busy", "l" + i, "b" + i);
            add("calm", "l", "c");
            assertThat(List.of(next().to().endpoint(), next().to().endpoint())).contains("calm");
        }

        @Test
        void haveABoundedNumberOfLanesAtATime() {
            for (int i = 0; i < 40; i++) add("slow", "l" + i, "s" + i);
            List<Turn> turns = all(NOW);
            assertThat(turns).hasSize(config.maxInFlightPerEndpoint());
            queues.delivered(turns.getFirst());
            assertThat(all(NOW)).hasSize(1);
        }

        @Test
        void togetherDoNotExceedTheBoundOfTheNode() {
            for (int e = 0; e < 30; e++) {
                for (int i = 0; i < 30; i++) add("e" + e, "l" + i, e + "-" + i);
            }
            assertThat(all(NOW)).hasSize(config.maxInFlight());
            assertThat(queues.due()).isEmpty();
        }

        @Test
        void thatFailAreLeftAloneWithoutUsingUpAttempts() {
            for (int i = 0; i < 10; i++) add("dead", "l" + i, "d" + i);
            add("well", "l", "w");
            List<Turn> turns = all(NOW);
            turns.stream()
                    .filter(turn -> turn.to().endpoint().equals("dead"))
                    .limit(3)
                    .forEach(turn -> queues.failed(turn, NOW, NONE, Optional.of(after(10))));
            turns.stream()
                    .skip(5)
                    .filter(turn -> turn.to().endpoint().equals("dead"))
                    .forEach(turn -> queues.undone(turn, after(10)));
            assertThat(queues.openCircuits()).isEqualTo(1);
            add("well", "m", "w2");
            assertThat(all(after(100))).extracting(turn -> turn.to().endpoint()).containsExactly("well");
            // Longest of the configuration: 200 ms.
            List<Turn> probes = all(after(200));
            assertThat(probes).hasSize(1).allMatch(Turn::probe);
            queues.delivered(probes.getFirst());
            assertThat(all(after(200))).hasSizeGreaterThan(3);
        }
    }

    @Nested
    class Discarding {

        @Test
        void takesOutAllButWhatIsBeingAttempted() {
            add("e", "l", "1", "2");
            add("e", "m", "3");
            Turn turn = next();
            List<String> taken = queues.discard(new Recipient("app", "e")).stream()
                    .map(each -> each.entry().id())
                    .toList();
            assertThat(taken)
                    .containsExactlyInAnyOrderElementsOf(List.of("1", "2", "3").stream()
                            .filter(id -> !ids(turn).contains(id))
                            .toList());
            queues.ended(turn);
            assertThat(queues.pending()).isZero();
            assertThat(queues.lanes()).isZero();
        }

        @Test
        void aPartitionThatGoesElsewhereTakesItsLanesWithIt() {
            add("e", "l", "1", "2");
            Turn turn = next();
            queues.remove(partition);
            assertThat(queues.pending()).isZero();
            queues.delivered(turn);
            assertThat(queues.next(NOW)).isEmpty();
            assertThat(queues.inFlight()).isZero();
            assertThat(partition.idle().succeeded()).isTrue();
        }
    }

    @Test
    void aHundredThousandThatWaitAreTwoObjectsEach() {
        IntStream.range(0, 100_000).forEach(i -> add("e", "l" + i % 100, "id" + i));
        assertThat(queues.pending()).isEqualTo(100_000);
        assertThat(queues.lanes()).isEqualTo(100);
        assertThat(queues.oldest()).contains(NOW);
    }
}
