package dev.parley.profiles.parley;

import dev.parley.bus.webhooks.Activity;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import io.vertx.core.Future;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Tells the application's backend what one socket publishes, before anybody hears it. Confined to the socket's event loop. */
final class Publications {

    private static final Future<Boolean> NOBODY_WANTS_IT = Future.succeededFuture(true);

    private final ClientSocket socket;
    private final Webhooks webhooks;
    private final InstantSource clock;

    /** The last one's. The next one does not overtake it. */
    private Future<Boolean> last = NOBODY_WANTS_IT;

    Publications(ClientSocket socket, Webhooks webhooks, InstantSource clock) {
        this.socket = socket;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /**
     * Tells.
     *
     * @return whether it may go on, in the order of telling: at once where nobody wants to know. Does not fail
     */
    Future<Boolean> tell(@Nullable String user, String room, String id, String event, RawJson data) {
        boolean wanted = webhooks.wants(socket.app(), Activity.Type.PUBLISHED);
        if (!wanted && last.isComplete()) return NOBODY_WANTS_IT;
        Future<Boolean> stored = wanted ? webhooks.tell(activity(user, room, id, event, data)) : NOBODY_WANTS_IT;
        Future<Boolean> inTurn = last.isComplete() ? stored : last.transform(before -> stored);
        last = inTurn;
        return inTurn;
    }

    private Activity activity(@Nullable String user, String room, String id, String event, RawJson data) {
        return new Activity(socket.app(), Activity.Type.PUBLISHED, clock.instant(), JsonWriter.object(w -> {
            w.name("socket").string(socket.id()).name("namespace").string(socket.namespace());
            if (user != null) w.name("user").string(user);
            w.name("room").string(room).name("id").string(id);
            w.name("event").string(event).name("data").raw(data);
        }));
    }
}
