package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** {@link Queues} against a model: one queue for each lane, and what is being attempted of it. */
class QueuesPropertyTest {

    private static final int RECIPIENTS = 3;
    private static final int LANES = 4;

    private final WebhooksConfig config =
            Node.config(URI.create("http://127.0.0.1/"), Duration.ZERO, List.of(), 1, 1, 3, 1);

    /** One thing that happens: bits of a number say what, and to which of several. */
    private record Event(int number) {
        int kind() {
            return number & 7;
        }

        int choice() {
            return number >>> 3;
        }
    }

    @Property(tries = 300)
    void lanesStayInOrderAndNothingIsLostOrDoneTwice(
            @ForAll @Size(max = 300) List<@IntRange(max = 1 << 16) Integer> numbers,
            @ForAll @IntRange(min = 1, max = 3) int group) {
        var queues = new Queues(config, to -> group);
        var partition = new Partition(0, 1, config);
        var model = new HashMap<LaneKey, Deque<String>>();
        var open = new ArrayList<Turn>();
        var settled = new HashSet<String>();
        Instant now = Instant.EPOCH;
        int added = 0;
        int discarded = 0;
        for (int number : numbers) {
            var event = new Event(number);
            LaneKey key = key(event.choice());
            switch (event.kind()) {
                case 0, 1, 2 -> {
                    String id = "m" + added++;
                    model.computeIfAbsent(key, lane -> new ArrayDeque<>()).add(id);
                    queues.add(key, partition, new Entry(id, now, 0, Optional.empty()));
                }
                case 3, 4 -> queues.next(now).ifPresent(turn -> begin(turn, open, model));
                case 5 -> {
                    if (!open.isEmpty()) settle(queues, open.remove(event.choice() % open.size()), model, settled);
                }
                case 6 -> {
                    if (!open.isEmpty()) {
                        Turn turn = open.remove(event.choice() % open.size());
                        Instant later = now.plusMillis(event.choice() % 100);
                        if (event.choice() % 2 == 0) queues.undone(turn, later);
                        else queues.failed(turn, now, Duration.ZERO, Optional.of(later));
                    }
                }
                default -> {
                    now = now.plusMillis(event.choice() % 50);
                    if (event.choice() % 16 == 0) discarded += discard(queues, key.to(), open, model);
                }
            }
            assertThat(queues.inFlight()).isEqualTo(open.size());
            assertThat(queues.pending())
                    .isEqualTo(model.values().stream().mapToInt(Deque::size).sum());
        }
        // In the end all that waits is delivered, whatever rests or was left alone.
        while (queues.pending() > 0) {
            now = now.plusSeconds(10);
            for (Optional<Turn> turn = queues.next(now); turn.isPresent(); turn = queues.next(now))
                begin(turn.get(), open, model);
            while (!open.isEmpty()) settle(queues, open.removeLast(), model, settled);
        }
        assertThat(settled).hasSize(added - discarded);
        assertThat(queues.lanes()).isZero();
        assertThat(queues.inFlight()).isZero();
    }

    private static LaneKey key(int choice) {
        return new LaneKey(new Recipient("app", "e" + choice % RECIPIENTS), "l" + choice / RECIPIENTS % LANES);
    }

    /** What is handed out is the head of its lane, of which nothing else is being attempted. */
    private static void begin(Turn turn, List<Turn> open, Map<LaneKey, Deque<String>> model) {
        assertThat(open)
                .extracting(each -> each.lane().key())
                .doesNotContain(turn.lane().key());
        List<String> ids = turn.entries().stream().map(Entry::id).toList();
        assertThat(model.get(turn.lane().key()).stream().limit(ids.size())).isEqualTo(ids);
        open.add(turn);
    }

    private static void settle(Queues queues, Turn turn, Map<LaneKey, Deque<String>> model, Set<String> settled) {
        queues.delivered(turn);
        for (Entry entry : turn.entries()) {
            assertThat(settled.add(entry.id())).isTrue();
            model.get(turn.lane().key()).removeFirst();
        }
    }

    private static int discard(Queues queues, Recipient to, List<Turn> open, Map<LaneKey, Deque<String>> model) {
        int taken = queues.discard(to).size();
        int left = 0;
        for (var lane : model.entrySet()) {
            if (!lane.getKey().to().equals(to)) continue;
            int attempted = open.stream()
                    .filter(turn -> turn.lane().key().equals(lane.getKey()))
                    .mapToInt(turn -> turn.entries().size())
                    .sum();
            while (lane.getValue().size() > attempted) {
                lane.getValue().removeLast();
                left++;
            }
        }
        assertThat(taken).isEqualTo(left);
        return taken;
    }
}
