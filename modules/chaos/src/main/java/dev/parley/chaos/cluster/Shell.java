package dev.parley.chaos.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands of the system. */
final class Shell {

    /** What a command printed, on both its streams. */
    record Result(int status, String said) {}

    private Shell() {}

    /** Runs a command and waits for its end. */
    static Result run(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), said.strip());
        } catch (IOException absent) {
            return new Result(-1, String.valueOf(absent.getMessage()));
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            return new Result(-1, "interrupted");
        }
    }

    /** The same of words in one line. */
    static Result line(String line) {
        return run(List.of(line.split(" ")).toArray(String[]::new));
    }

    /** The same of a command that has to succeed. */
    static void must(String line) {
        Result result = line(line);
        if (result.status() != 0) throw new IllegalStateException(line + ": " + result.said());
    }
}
