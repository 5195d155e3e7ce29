package dev.parley.store.embedded;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the file from growing without end; owned by the {@link EmbeddedStore}, it works on a thread of its own. It writes
 * what is still needed of old commits once more, so that the space of those can be used again. Commands wait meanwhile, so
 * it takes small steps; if nothing was written it takes none.
 *
 * <p>It never moves what is in use ({@link MVStore#compactFile}): that writes over parts of the file which the last commit
 * still needs, and it damages the store when it miscalculates.
 */
final class Compaction implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Compaction.class);

    /** So much of the file, in percent, should be in use. */
    private static final int IN_USE = 60;

    /** What one step writes; more only if old commits hold more than that each. */
    private static final int STEP_BYTES = 1_000_000;

    private static final int LARGEST_STEP_BYTES = 64 * STEP_BYTES;
    private static final int MOST_STEPS = 10;

    /**
     * When it works.
     *
     * @param fileBytes what the file has to have at least
     */
    record Plan(Duration every, long fileBytes) {

        static final Plan USUAL = new Plan(Duration.ofMillis(200), 4_000_000);
    }

    private final MVStore store;
    private final GroupCommit commits;
    private final Plan plan;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("store-compaction").daemon().factory());
    private long seen;
    private boolean more;

    Compaction(MVStore store, GroupCommit commits, Plan plan) {
        this.store = store;
        this.commits = commits;
        this.plan = plan;
        long millis = plan.every().toMillis();
        var unused = thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (commits.broken().isDone() || commits.commits() == seen) return;
        try {
            int steps = 0;
            more = true;
            while (more && steps < MOST_STEPS && isWasteful() && !thread.isShutdown()) {
                commits.alone(() -> more = step());
                steps++;
            }
            // Its own commits are no reason to look again, unless there is more to do.
            if (steps < MOST_STEPS) seen = commits.commits();
        } catch (RuntimeException fault) {
            log.warn("the file of the store cannot be compacted: {}", fault.getMessage());
        }
    }

    private boolean step() {
        for (int bytes = STEP_BYTES; bytes <= LARGEST_STEP_BYTES; bytes *= 4) {
            if (store.compact(IN_USE, bytes)) return true;
        }
        return false;
    }

    private boolean isWasteful() {
        return store.getFileStore().size() > plan.fileBytes()
                && store.getFileStore().getChunksFillRate() < IN_USE;
    }

    /** Done when the last one is over. */
    @Override
    public void close() {
        thread.close();
    }
}
