package dev.parley.server.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where commands write.
 *
 * @param out results
 * @param err what is wrong, one line each
 */
public record Console(PrintWriter out, PrintWriter err) {

    /** The process's own streams, in UTF-8 and flushed at each line. */
    public static Console standard() {
        return new Console(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    }
}
