package dev.parley.profiles.adminui;

import dev.parley.api.access.AdminKeys;
import java.time.Duration;

/**
 * How Socket.IO's Admin UI may be used.
 *
 * @param namespace that it connects to
 * @param username who signs in; the password is one of {@code keys}
 * @param keys that open the admin API, one at least
 * @param view how much it sees
 * @param readOnly whether it may only look
 * @param session how long somebody who has signed in stays so
 * @param maxPayload about how many bytes of one event it is told
 * @param maxSockets how many sockets a list begins with
 * @param path where clients connect, as they are told it
 * @param pages whether this server serves its pages
 */
public record AdminUiConfig(
        String namespace,
        String username,
        AdminKeys keys,
        View view,
        boolean readOnly,
        Duration session,
        int maxPayload,
        int maxSockets,
        String path,
        boolean pages) {

    /** How much the UI sees, in its own words. */
    public enum View {
        /** How much passes at each node. */
        PRODUCTION,
        /** Also which sockets there are, their rooms, and every event that passes. */
        DEVELOPMENT
    }
}
