package dev.parley.sockets;

import dev.parley.bus.webhooks.Activity;
import dev.parley.protocol.json.JsonWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What there is to tell of one socket, with {@code {"socket","namespace","user"?,"room"?,"reason"?}} as data. Confined to
 * the socket's event loop.
 *
 * <p>What may be told by this node and by a survivor has a key, so that it is told once.
 */
final class SocketNotices {

    private final ClientSocket socket;
    private final String life;
    private final InstantSource clock;

    /** @param life as of {@link Activities} */
    SocketNotices(ClientSocket socket, String life, InstantSource clock) {
        this.socket = socket;
        this.life = life;
        this.clock = clock;
    }

    Activity connected() {
        return of(Activity.Type.CONNECTED, Optional.empty(), w -> {});
    }

    Activity disconnected(String reason) {
        return of(
                Activity.Type.DISCONNECTED,
                Optional.of("disconnected:" + life),
                w -> w.name("reason").string(reason));
    }

    Activity joined(String room) {
        return of(Activity.Type.JOINED, Optional.empty(), w -> w.name("room").string(room));
    }

    /**
     * @param stay which of the socket's stays in rooms this was
     */
    Activity left(String room, long stay, String reason) {
        return of(
                Activity.Type.LEFT,
                Optional.of("left:" + life + ":" + stay),
                w -> w.name("room").string(room).name("reason").string(reason));
    }

    private Activity of(Activity.Type type, Optional<String> key, Consumer<JsonWriter> more) {
        return new Activity(
                socket.app(),
                type,
                clock.instant(),
                JsonWriter.object(w -> {
                    w.name("socket").string(socket.id()).name("namespace").string(socket.namespace());
                    socket.user().ifPresent(user -> w.name("user").string(user));
                    more.accept(w);
                }),
                key);
    }
}
