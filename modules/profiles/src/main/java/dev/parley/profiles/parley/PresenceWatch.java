package dev.parley.profiles.parley;

import dev.parley.api.chat.ChatJson;
import dev.parley.bus.AppNamespace;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.sockets.ClientSocket;
import io.vertx.core.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/**
 * Whose presence one client is told of. Its list is written on the client's event loop; it is told of changes on any
 * thread.
 */
final class PresenceWatch {

    private final ClientSocket socket;
    private final Context context;
    private final InstantSource clock;
    private volatile Set<String> users = Set.of();

    PresenceWatch(ClientSocket socket, Context context, InstantSource clock) {
        this.socket = socket;
        this.context = context;
        this.clock = clock;
    }

    AppNamespace namespace() {
        return socket.appNamespace();
    }

    Set<String> users() {
        return users;
    }

    void users(Set<String> all) {
        users = all;
    }

    /** The client gets it as it stands when its event loop comes to it: not, if it has another list by then. */
    void tell(String user, boolean online) {
        Instant now = clock.instant();
        context.runOnContext(here -> {
            if (!users.contains(user)) return;
            socket.emit("presence", JsonWriter.object(w -> {
                w.name("user").string(user).name("online").bool(online);
                if (!online) ChatJson.time(w, "lastSeen", now);
            }));
        });
    }
}
