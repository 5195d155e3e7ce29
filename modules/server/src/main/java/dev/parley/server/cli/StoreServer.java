package dev.parley.server.cli;

import dev.parley.store.StoreConfig;

/** What {@code parley store} runs. */
@FunctionalInterface
public interface StoreServer {

    /**
     * Runs an embedded store until it has stopped, on the calling thread.
     *
     * @return the exit code of the process, {@link ExitCode#OK} after an orderly stop
     */
    int run(StoreConfig config);
}
