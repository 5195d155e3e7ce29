package dev.parley.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

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
}
