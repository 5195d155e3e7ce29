package dev.parley.sockets;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose one connection is, which counts once for a user, in however many namespaces. Confined to the connection's event
 * loop.
 */
final class UserSeats {

    private final Quotas quotas;
    private final String app;
    private @Nullable Map<String, Integer> sockets;

    UserSeats(Quotas quotas, String app) {
        this.quotas = quotas;
        this.app = app;
    }

    /** One of its sockets is a user's; false where the user may have no more connections. */
    boolean take(String user) {
        if (sockets == null) sockets = new HashMap<>(2);
        if (!sockets.containsKey(user) && !quotas.userEnters(app, user)) return false;
        sockets.merge(user, 1, Integer::sum);
        return true;
    }

    /** Such a socket is gone. Once for each that was taken. */
    void give(String user) {
        if (sockets == null) return;
        sockets.computeIfPresent(user, (key, count) -> {
            if (count > 1) return count - 1;
            quotas.userLeaves(app, user);
            return null;
        });
    }
}
