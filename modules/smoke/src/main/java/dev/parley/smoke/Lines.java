package dev.parley.smoke;

import java.util.Optional;

/** Where lines come from. Owned by the thread that reads them. */
public interface Lines extends AutoCloseable {

    /** The next one; nothing after the last. Blocks. */
    Optional<String> next();

    /** Prints a line, so that one that is being written stays whole. Safe on every thread. */
    void print(String line);

    /** Whether a person writes them, who is shown what can be written. */
    boolean isDialogue();

    @Override
    void close();
}
