package dev.parley.profiles.parley;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.Message.Activity;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientSocket;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the application's backend what one socket did. Confined to the socket's event loop. */
final class Activities {

    private final ClientSocket socket;
    private final Bus bus;
    private final InstantSource clock;

    Activities(ClientSocket socket, Bus bus, InstantSource clock) {
        this.socket = socket;
        this.bus = bus;
        this.clock = clock;
    }

    void connected(@Nullable String user) {
        tell(Activity.Type.CONNECTED, user, w -> {});
    }

    void disconnected(@Nullable String user, String reason) {
        tell(Activity.Type.DISCONNECTED, user, w -> w.name("reason").string(reason));
    }

    void joined(@Nullable String user, String room) {
        tell(Activity.Type.JOINED, user, w -> w.name("room").string(room));
    }

    /**
     * @param reason {@code leave} when the client asked for it, else why its connection ended
     */
    void left(@Nullable String user, String room, String reason) {
        tell(
                Activity.Type.LEFT,
                user,
                w -> w.name("room").string(room).name("reason").string(reason));
    }

    void published(@Nullable String user, String room, String id, String event, RawJson data) {
        tell(
                Activity.Type.PUBLISHED,
                user,
                w -> w.name("room")
                        .string(room)
                        .name("id")
                        .string(id)
                        .name("event")
                        .string(event)
                        .name("data")
                        .raw(data));
    }

    private void tell(Activity.Type type, @Nullable String user, Consumer<JsonWriter> more) {
        RawJson data = JsonWriter.build(w -> {
            w.beginObject().name("socket").string(socket.id()).name("namespace").string(socket.namespace());
            if (user != null) w.name("user").string(user);
            more.accept(w);
            w.endObject();
        });
        bus.send(Addresses.ACTIVITY, new Activity(socket.app(), type, clock.instant(), data));
    }
}
