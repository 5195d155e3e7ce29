package dev.parley.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** All processes that tests have started: none outlives the tests, however they end. Safe on every thread. */
final class Children {

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();
    private static final long GONE_WITHIN_SECONDS = 10;

    static {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().unstarted(() -> STARTED.forEach(Process::destroyForcibly)));
    }

    private Children() {}

    static void adopt(Process child) {
        STARTED.add(child);
        STARTED.removeIf(each -> !each.isAlive());
    }

    /** Ends a process at once and waits until it is gone, and its ports with it. */
    static void kill(Process child) {
        child.destroyForcibly();
        if (!gone(child, GONE_WITHIN_SECONDS)) throw new AssertionError("process " + child.pid() + " does not end");
    }

    /** Whether a process ends in time. */
    static boolean gone(Process child, long seconds) {
        try {
            return child.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
