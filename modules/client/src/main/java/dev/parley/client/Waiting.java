package dev.parley.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How a call waits for its own future. Stateless. */
final class Waiting {

    private Waiting() {}

    /** The answer. An interrupt gives the call up, and stays set. */
    static <T> T on(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException told) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswerException("interrupted", "the thread that waited was interrupted", told);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ParleyException fault) throw fault.seenByCaller();
            throw new IllegalStateException(failed.getCause());
        }
    }
}
