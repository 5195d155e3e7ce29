package dev.parley.server.cli;

import dev.parley.server.config.Configuration;

/** What {@code parley serve} runs. */
@FunctionalInterface
public interface Server {

    /**
     * Runs one node until it has stopped, on the calling thread.
     *
     * @return the exit code of the process, {@link ExitCode#OK} after an orderly stop
     */
    int run(Configuration configuration);
}
