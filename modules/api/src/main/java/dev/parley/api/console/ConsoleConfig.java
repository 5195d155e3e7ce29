package dev.parley.api.console;

import java.time.Duration;

/**
 * The console of a node.
 *
 * @param enabled whether there is one
 * @param session how long somebody stays signed in
 * @param socketPath where this server's Socket.IO is
 */
public record ConsoleConfig(boolean enabled, Duration session, String socketPath) {

    /** The namespace that tells its pages how the cluster is. */
    public static final String NAMESPACE = "/console";
}
