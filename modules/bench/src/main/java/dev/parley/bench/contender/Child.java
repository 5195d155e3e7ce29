package dev.parley.bench.contender;

import dev.parley.bench.load.Overdue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One process of a contender. Owned by the thread that measures; where the system can do that, it ends with that thread, even if
 * all of this process is killed.
 */
final class Child implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration GONE_WITHIN = Duration.ofSeconds(15);
    private static final long LOOK_MILLIS = 50;
    private static final int TAIL = 2_000;

    // Of util-linux; the kernel then kills what runs when the thread is gone that has started it.
    private static final List<String> TIED = Files.isExecutable(Path.of("/usr/bin/setpriv"))
            ? List.of("/usr/bin/setpriv", "--pdeathsig", "KILL")
            : List.of();

    private final String name;
    private final Path log;
    private final Process process;

    /**
     * Starts it.
     *
     * @param environment all that it gets besides the search path and the like
     */
    Child(String name, Path folder, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.log = folder.resolve(name + ".log");
        try {
            Files.createDirectories(folder);
            var builder = new ProcessBuilder(
                            Stream.concat(TIED.stream(), command.stream()).toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "TMPDIR"));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException fault) {
            throw new UncheckedIOException(name + " could not be started", fault);
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
    }

    /** Whether processes end with the thread that has started them. */
    static boolean isTied() {
        return !TIED.isEmpty();
    }

    long pid() {
        return process.pid();
    }

    /** Whether it runs; if not, something is wrong with it. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has printed these words. */
    Child awaitReady(String words) {
        long end = System.nanoTime() + READY_WITHIN.toNanos();
        while (!said().contains(words)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                String all = said();
                close();
                throw new Overdue(name + " is not ready; it said:\n" + all.substring(Math.max(0, all.length() - TAIL)));
            }
            pause();
        }
        return this;
    }

    private String said() {
        try {
            return Files.readString(log);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", told);
        }
    }

    /** SIGTERM, and SIGKILL if that does not help. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GONE_WITHIN.toMillis(), TimeUnit.MILLISECONDS))
                process.destroyForcibly().waitFor();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
