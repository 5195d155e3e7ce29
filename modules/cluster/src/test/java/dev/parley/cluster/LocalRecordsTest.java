package dev.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Records of a node that is alone; both sides are the same. */
class LocalRecordsTest extends SharedRecordsContract {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final LocalRecords records = new LocalRecords(now::get);

    @Override
    SharedRecords here() {
        return records;
    }

    @Override
    SharedRecords there() {
        return records;
    }

    @Override
    void outlive(Duration life) {
        now.updateAndGet(before -> before.plus(life));
    }

    @Test
    void aLifeGoesOnWhenTheValueIsReplaced() {
        var life = Duration.ofSeconds(9);
        TestNode.get(records.create("k", "one", Optional.of(life)));
        TestNode.get(records.replace("k", "one", "two"));
        outlive(life);
        assertThat(TestNode.get(records.one("k"))).isEmpty();
    }
}
