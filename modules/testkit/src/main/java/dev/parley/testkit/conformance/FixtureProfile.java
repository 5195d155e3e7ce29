package dev.parley.testkit.conformance;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.Admission;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.ClientSocket;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.Profile;
import dev.parley.sockets.SocketHandler;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * What the suites' own server does: tells each client its auth payload and, where it echoes, sends {@code message} back as
 * {@code message-back} and the arguments of {@code message-with-ack} as their ack. Immutable.
 */
record FixtureProfile(boolean echoes) implements Profile {

    /** The suites listen for one frame at a time: of two that come in one piece they hear the first. */
    private static final long PAUSE_MILLIS = 20;

    private static final RawJson NO_AUTH = JsonWriter.build(w -> w.beginObject().endObject());

    @Override
    public Future<Admission> connect(ClientSocket socket) {
        return Future.succeededFuture(Admission.admitted(new Fixture(socket, echoes)));
    }

    private record Fixture(ClientSocket socket, boolean echoes) implements SocketHandler {

        @Override
        public void connected() {
            Vertx vertx = Objects.requireNonNull(Vertx.currentContext()).owner();
            vertx.setTimer(PAUSE_MILLIS, later -> socket.emit("auth", auth()));
        }

        private RawJson auth() {
            return socket.auth().orElse(NO_AUTH);
        }

        @Override
        public void event(ClientEvent event) {
            if (!echoes) return;
            switch (event.name()) {
                case "message" -> socket.emit("message-back", event.payload());
                case "message-with-ack" -> event.ack(event.payload());
                default -> {}
            }
        }

        @Override
        public void disconnected(DisconnectReason reason) {}
    }
}
