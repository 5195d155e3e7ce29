package dev.parley.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a command is answered, and when not. */
class GroupCommitTest {

    private static final Touched WRITES = new Touched(Optional.of("db.rows"), true);
    private static final Touched READS = new Touched(Optional.of("db.rows"), false);
    private static final Touched READS_OTHERS = new Touched(Optional.of("db.others"), false);

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private MVStore store;
    private Map<String, String> rows;
    private GroupCommit commits;

    @BeforeEach
    void open() {
        store = ((StoreFile.Read.Good) StoreFile.in(folder).open()).store();
        rows = store.openMap("rows");
        commits = new GroupCommit(store);
    }

    @AfterEach
    void close() {
        threads.close();
        store.closeImmediately();
    }

    private String write(String key) {
        return commits.run(WRITES, () -> {
            rows.put(key, "value");
            return key;
        });
    }

    private String read(Touched touched) {
        return commits.run(touched, () -> String.valueOf(rows.get("a")));
    }

    @Test
    void aWriteIsInTheFileWhenItIsAnswered() {
        write("a");
        store.closeImmediately();
        open();
        assertThat(read(READS)).isEqualTo("value");
    }

    @Test
    void aReadDoesNotCommitWhatIsSavedAlready() {
        write("a");
        long before = commits.commits();
        for (int i = 0; i < 100; i++) assertThat(read(READS)).isEqualTo("value");
        assertThat(commits.commits()).isEqualTo(before);
    }

    @Test
    void aReadThatSawAChangeWaitsForTheDiskAndOthersDoNot() throws Exception {
        var busy = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        commits = new GroupCommit(store, () -> {
            busy.countDown();
            uninterruptibly(free);
            store.sync();
        });
        Future<String> writer = threads.submit(() -> write("a"));
        uninterruptibly(busy);

        assertThat(threads.submit(() -> read(READS_OTHERS)).get(10, TimeUnit.SECONDS))
                .isEqualTo("value");
        Future<String> reader = threads.submit(() -> read(READS));
        assertThatThrownBy(() -> reader.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(writer).isNotDone();

        free.countDown();
        assertThat(writer.get(10, TimeUnit.SECONDS)).isEqualTo("a");
        assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo("value");
        assertThat(commits.commits()).isEqualTo(1);
    }

    @Test
    void aCommandThatFailsStillWaitsForWhatItMayHaveSeen() {
        assertThatThrownBy(() -> commits.run(WRITES, () -> {
                    rows.put("a", "value");
                    throw new IllegalArgumentException("refused");
                }))
                .hasMessage("refused");
        assertThat(store.hasUnsavedChanges()).isFalse();
    }

    @Test
    void oneCommitServesManyWriters() throws Exception {
        var all = IntStream.range(0, 200)
                .mapToObj(i -> threads.submit(() -> write("row-" + i)))
                .toList();
        for (Future<String> each : all) each.get(30, TimeUnit.SECONDS);
        assertThat(commits.commits()).isLessThan(200);
        assertThat(rows).hasSize(200);
    }

    @Test
    void nothingIsAcknowledgedOnceTheFileIsLost() {
        write("a");
        var more = new AtomicBoolean(true);
        Future<?> writer = threads.submit(() -> {
            for (int i = 0; more.get(); i++) write("b" + i);
        });
        store.closeImmediately();
        await().atMost(Duration.ofSeconds(10)).until(writer::isDone);
        more.set(false);
        assertThatThrownBy(() -> write("c")).isInstanceOf(MVStoreException.class);
        assertThatThrownBy(() -> read(READS)).isInstanceOf(MVStoreException.class);
        assertThat(commits.broken()).isDone();
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
