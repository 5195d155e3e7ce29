package dev.parley.testkit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.util.Map;

/**
 * A command of the runnable jar that has ended.
 *
 * @param code that it ended with
 * @param output all that it printed
 */
public record Command(int code, String output) {

    private static final int WITHIN_SECONDS = 60;
    private static final int ALL_LINES = 1_000;

    /**
     * Runs one to its end.
     *
     * @param environment all that it gets besides the search path and the like
     * @param input what it reads
     * @param words behind {@code parley}
     */
    public static Command run(Map<String, String> environment, String input, String... words) {
        try (TemporaryFolder folder = TemporaryFolder.make()) {
            Process process = Jar.run(folder.path(), environment, words);
            Output output = Output.of(process);
            say(process, input);
            boolean ended = Children.gone(process, WITHIN_SECONDS);
            if (!ended) Children.kill(process);
            output.awaitEnd();
            if (!ended) throw new AssertionError("parley " + words[0] + " does not end:\n" + output.tail(ALL_LINES));
            return new Command(process.exitValue(), output.tail(ALL_LINES));
        }
    }

    /** It may have ended without reading. */
    private static void say(Process process, String input) {
        try (BufferedWriter writer = process.outputWriter()) {
            writer.write(input);
        } catch (IOException ended) {
            // What it printed tells why.
        }
    }
}
