package dev.parley.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed at any moment, or cannot write, takes nothing along that it had acknowledged. */
class KillTest {

    private static final int ROUNDS = Integer.getInteger("parley.kill-rounds", 6);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Rows.get(vertx.close());
    }

    @Test
    void everyAcknowledgedWriteIsThereAfterKill9(@TempDir Path folder) throws Exception {
        Set<String> inserted = new HashSet<>();
        Map<String, Integer> changed = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            try (StoreChild store = StoreChild.start(folder);
                    Rows rows = new Rows(vertx, store.uri(), "r" + round + "-")) {
                rows.index();
                assertKept(rows, inserted, changed);
                rows.write(round % 2 == 0 ? 32 : 4);
                int moment = ThreadLocalRandom.current().nextInt(50, 800);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> rows.acknowledged() >= moment);
                store.kill();
                rows.stop();
                inserted.addAll(rows.inserted());
                changed.putAll(rows.changed());
            }
        }
        try (StoreChild store = StoreChild.start(folder);
                Rows rows = new Rows(vertx, store.uri(), "last-")) {
            assertKept(rows, inserted, changed);
        }
    }

    @Test
    void aDiskWithoutRoomTakesNothingAlongThatWasAcknowledged(@TempDir Path folder) throws Exception {
        Set<String> inserted;
        try (StoreChild store = StoreChild.start(folder, "1500");
                Rows rows = new Rows(vertx, store.uri(), "r0-")) {
            rows.index();
            rows.write(8);
            await().atMost(PATIENCE).until(() -> !rows.failures.isEmpty());
            rows.stop();
            inserted = rows.inserted();
            assertThat(inserted).isNotEmpty();
        }
        try (StoreChild store = StoreChild.start(folder);
                Rows rows = new Rows(vertx, store.uri(), "last-")) {
            assertKept(rows, new HashSet<>(inserted), Map.of());
        }
    }

    private static void assertKept(Rows rows, Set<String> inserted, Map<String, Integer> changed) {
        Map<String, Integer> stored = rows.stored();
        assertThat(stored.keySet()).containsAll(inserted);
        changed.forEach((id, n) -> assertThat(stored.get(id)).as(id).isEqualTo(n));
        // What was not acknowledged may be there or not, but not by half.
        List<String> absent = IntStream.rangeClosed(0, 5)
                .boxed()
                .flatMap(round -> IntStream.rangeClosed(1, 2_000).mapToObj(i -> "r" + round + "-" + i))
                .filter(id -> !stored.containsKey(id))
                .filter(id -> stored.containsKey(before(id)))
                .limit(40)
                .toList();
        rows.insertAll(absent);
        inserted.addAll(absent);
    }

    private static String before(String id) {
        int dash = id.indexOf('-');
        return id.substring(0, dash + 1) + (Integer.parseInt(id.substring(dash + 1)) - 1);
    }
}
