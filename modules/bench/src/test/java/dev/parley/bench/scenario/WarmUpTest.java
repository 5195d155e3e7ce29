package dev.parley.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.proc.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a server of which the test says how many ticks of CPU it takes for a hundred things. */
class WarmUpTest {

    private static final Duration WHOLE = Duration.ofSeconds(4);
    private static final Duration HALF = Duration.ofSeconds(2);
    private static final int DONE_EACH = 100;

    @TempDir
    Path proc;

    private final List<Duration> ran = new ArrayList<>();
    private final Deque<Integer> costs = new ArrayDeque<>();
    private int ticks;
    private long done;

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(proc.resolve("1"));
        tell();
    }

    private void tell() {
        try {
            Files.writeString(
                    proc.resolve("1/stat"), "1 (java) S 0 1 1 0 -1 4194560 9 9 9 9 " + ticks + " 0 7 7 20 0 30 0");
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void warmUp(List<Integer> each) {
        costs.addAll(each);
        WarmUp.run(WHOLE, new Processes(proc, List.of(1L)), this::run, () -> done);
    }

    private void run(Duration time) {
        ran.add(time);
        ticks += costs.remove();
        done += DONE_EACH;
        tell();
    }

    @Test
    void itGoesOnAsLongAsTheServerGetsClearlyBetter() {
        warmUp(List.of(900, 500, 300, 200, 195));
        assertThat(ran).containsExactly(WHOLE, HALF, HALF, HALF, HALF);
    }

    @Test
    void aServerThatIsAsGoodAsBeforeHasComeToRest() {
        warmUp(List.of(900, 100, 100));
        assertThat(ran).containsExactly(WHOLE, HALF, HALF);
    }

    @Test
    void whatTheFirstTimeCostSaysNothing() {
        warmUp(List.of(1, 100, 100));
        assertThat(ran).containsExactly(WHOLE, HALF, HALF);
    }

    @Test
    void aServerThatGetsBetterForeverIsNotWaitedForForever() {
        warmUp(IntStream.iterate(1 << 20, cost -> cost / 2).limit(20).boxed().toList());
        assertThat(ran).hasSize(9);
    }

    @Test
    void aServerThatDoesNothingAtAllIsNotWaitedFor() {
        costs.addAll(Collections.nCopies(3, 0));
        WarmUp.run(WHOLE, new Processes(proc, List.of(1L)), this::run, () -> 0);
        assertThat(ran).hasSize(3);
    }
}
