package dev.parley.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a process prints, as it comes. Safe on every thread; one thread of its own reads. {@code -Dparley.test.logs=FOLDER}
 * keeps all of it, a file for each process.
 */
final class Output {

    private static final int KEPT_LINES = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<String> lines = new ArrayDeque<>();
    private boolean ended;

    /** Reads all that a process prints on both its streams, if its builder merged them. */
    static Output of(Process process) {
        var output = new Output();
        Thread.ofPlatform().daemon().name("output of " + process.pid()).start(() -> output.read(process));
        return output;
    }

    private void read(Process process) {
        try (BufferedReader reader = process.inputReader();
                PrintWriter copy = copy(process)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
                copy.println(line);
            }
        } catch (IOException killed) {
            add("(its output broke off)");
        } finally {
            end();
        }
    }

    private static PrintWriter copy(Process process) throws IOException {
        String folder = System.getProperty("parley.test.logs");
        if (folder == null) return new PrintWriter(Writer.nullWriter());
        Files.createDirectories(Path.of(folder));
        return new PrintWriter(Files.newBufferedWriter(Path.of(folder, process.pid() + ".log")), true);
    }

    private void add(String line) {
        lock.lock();
        try {
            lines.addLast(line);
            if (lines.size() > KEPT_LINES) lines.removeFirst();
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What has come, but for what is long ago. */
    List<String> lines() {
        lock.lock();
        try {
            return List.copyOf(lines);
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a line.
     *
     * @return nothing when the output ended or the time was up without it
     */
    Optional<String> await(Predicate<String> wanted, Duration within) {
        long left = within.toNanos();
        lock.lock();
        try {
            for (; ; ) {
                Optional<String> found = lines.stream().filter(wanted).findFirst();
                if (found.isPresent() || ended || left <= 0) return found;
                left = more.awaitNanos(left);
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the process has closed its output, so that {@link #tail} has all of it. */
    void awaitEnd() {
        await(line -> false, Duration.ofSeconds(5));
    }

    /** The last lines, for people. */
    String tail(int count) {
        lock.lock();
        try {
            return lines.stream().skip(Math.max(0, lines.size() - count)).collect(Collectors.joining("\n"));
        } finally {
            lock.unlock();
        }
    }
}
