package dev.parley.store.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands of one store, one after another, and lets none return before all that it has seen or changed is on the
 * disk; owned by the {@link EmbeddedStore}, and safe on every thread. One commit serves all who wait for one.
 *
 * <p>A store that once failed to write is done: whether its next commit would hold half of a command nobody knows. What was
 * acknowledged is in the file, and there when it is opened again.
 */
final class GroupCommit {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final MVStore store;
    private final Runnable sync;

    /** Held by the command that runs, and by a commit while it collects what there is. */
    private final ReentrantLock commands = new ReentrantLock();

    /** Held by the one who commits. */
    private final ReentrantLock turn = new ReentrantLock();

    /** The commit that takes the last change of each collection along; guarded by {@link #commands}. */
    private final Map<String, Long> changes = new HashMap<>();

    /** The last of those; guarded by {@link #commands}. */
    private long lastChange;

    /** How many commits there were; guarded by {@link #commands}, others may read it. */
    private volatile long taken;

    /** The last of them that is on the disk; written by whose turn it is. */
    private volatile long kept;

    /** Done when it has failed to write. */
    private final CompletableFuture<Void> broken = new CompletableFuture<>();

    GroupCommit(MVStore store) {
        this(store, store::sync);
    }

    /** On a disk that is as fast as {@code sync}. */
    GroupCommit(MVStore store, Runnable sync) {
        this.store = store;
        this.sync = sync;
    }

    /**
     * Runs a command; blocks until its outcome lasts. What it throws is thrown then.
     *
     * @throws MVStoreException when the file cannot be written, now or at some time before
     */
    <T> T run(Touched touched, Supplier<T> command) {
        commands.lock();
        try {
            refuseIfBroken();
            return alive(touched, command);
        } finally {
            // A command that failed has seen something, too.
            long needed = needed(touched);
            commands.unlock();
            await(needed);
        }
    }

    /** How many commits there were. */
    long commits() {
        return taken;
    }

    /** Runs {@code work} while no command and no commit does, and commits what it has changed. */
    void alone(Runnable work) {
        turn.lock();
        try {
            commit(work);
        } finally {
            turn.unlock();
        }
    }

    /** Done when it has failed to write. */
    CompletableFuture<Void> broken() {
        return broken;
    }

    private <T> T alive(Touched touched, Supplier<T> command) {
        try {
            return command.get();
        } catch (MVStoreException | Error fault) {
            if (touched.changes()) breakOff(fault);
            throw fault;
        }
    }

    private long needed(Touched touched) {
        if (touched.changes()) {
            lastChange = taken + 1;
            touched.collection().ifPresent(each -> changes.put(each, lastChange));
            return lastChange;
        }
        return touched.collection().map(each -> changes.getOrDefault(each, 0L)).orElse(lastChange);
    }

    private void await(long commit) {
        if (kept >= commit) return;
        turn.lock();
        try {
            // Whoever had the turn before may have taken these changes along.
            if (kept < commit) commit(() -> {});
        } finally {
            turn.unlock();
        }
    }

    private void commit(Runnable before) {
        refuseIfBroken();
        try {
            long number;
            boolean changed;
            commands.lock();
            try {
                before.run();
                // A closed store says that there is nothing to save.
                if (store.isClosed()) throw new MVStoreException(0, "the store is closed");
                changed = store.hasUnsavedChanges();
                if (changed) store.commit();
                number = taken + 1;
                taken = number;
            } finally {
                commands.unlock();
            }
            // Others go on while the disk works. The next commit waits, so that no freed block is written over too
            // early.
            if (changed) sync.run();
            kept = number;
        } catch (RuntimeException | Error fault) {
            breakOff(fault);
            throw fault;
        }
    }

    private void breakOff(Throwable fault) {
        if (!broken.complete(null)) return;
        log.error(
                "the store cannot be written ({}) and takes nothing more: see to its disk, then start again",
                fault.getMessage());
    }

    private void refuseIfBroken() {
        if (broken.isDone()) throw new MVStoreException(0, "the store cannot be written");
    }
}
