package dev.parley.chaos.cluster;

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
import org.jspecify.annotations.Nullable;

/** One process that can be started again and again. Owned by the thread that does the harm; ends with this process. */
final class Child {

    private static final int GONE_WITHIN_SECONDS = 30;
    private static final int TAIL = 8;

    /** Where the system can, it ends a process with the rig, even if that is killed. */
    private static final List<String> TIED =
            Shell.run("setpriv", "--version").status() == 0 ? List.of("setpriv", "--pdeathsig", "KILL") : List.of();

    private final String name;
    private final Path folder;
    private final List<String> command;
    private final Map<String, String> environment;
    private volatile @Nullable Process process;
    private Duration spent = Duration.ZERO;

    /**
     * Starts nothing yet.
     *
     * @param folder where it runs, and its log {@code <name>.log} is, which is continued
     * @param environment all that it gets besides the search path and the like
     */
    Child(String name, Path folder, List<String> command, Map<String, String> environment) {
        this.name = name;
        this.folder = folder;
        this.command = Stream.concat(TIED.stream(), command.stream()).toList();
        this.environment = Map.copyOf(environment);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::destroy));
    }

    String name() {
        return name;
    }

    void start() {
        try {
            var builder = new ProcessBuilder(command)
                    .directory(Files.createDirectories(folder.resolve(name)).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(name + ".log").toFile()));
            builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "LANG", "TMPDIR"));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException fault) {
            throw new UncheckedIOException(name + " could not be started", fault);
        }
    }

    boolean isAlive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    /** Its name, how it ended and the last lines that it printed. */
    String end() {
        Process now = process;
        String how = now == null ? "was never started" : now.isAlive() ? "runs" : "ended with " + now.exitValue();
        return name + " " + how + ":\n"
                + Shell.line("tail -n " + TAIL + " " + folder.resolve(name + ".log"))
                        .said();
    }

    /** CPU time of all its lives, but for what it took to end in good order. */
    Duration spent() {
        return spent.plus(spentNow());
    }

    private Duration spentNow() {
        Process now = process;
        return now == null ? Duration.ZERO : now.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** SIGTERM; whether it ends in time. If not, it is killed. */
    boolean stop(Duration within) {
        Duration before = spentNow();
        signal("TERM");
        if (!goneWithin(within)) {
            kill();
            return false;
        }
        spent = spent.plus(before);
        process = null;
        return true;
    }

    /** SIGKILL. */
    void kill() {
        spent = spent();
        destroy();
        if (!goneWithin(Duration.ofSeconds(GONE_WITHIN_SECONDS)))
            throw new IllegalStateException(name + " does not end");
        process = null;
    }

    private void destroy() {
        Process now = process;
        if (now != null) now.destroyForcibly();
    }

    /** Any signal, such as {@code STOP}. */
    void signal(String which) {
        Process now = process;
        if (now != null) Shell.run("kill", "-" + which, String.valueOf(now.pid()));
    }

    private boolean goneWithin(Duration time) {
        Process now = process;
        try {
            return now == null || now.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
