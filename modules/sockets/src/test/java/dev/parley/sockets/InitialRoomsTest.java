package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.apps.Limit;
import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Rooms that a client is in by the time it is told that it is connected: here the one it names. */
class InitialRoomsTest {

    private static final RawJson HELLO =
            JsonWriter.build(w -> w.beginArray().string("hello").endArray());

    @AutoClose
    private final LimitedNode limited =
            new LimitedNode(ClientLimits.none(), LimitedNode.MANY, 100_000, Map.of("/", InitialRoomsTest::connect));

    private static Future<Admission> connect(ClientSocket socket) {
        String room = socket.auth().orElseThrow().member("room").orElseThrow().toString();
        var handler = Admission.admitted(new SocketHandler() {
            @Override
            public void connected() {
                // An event of the profile's own comes behind the welcome.
                socket.emit("in", RawJson.string(socket.joined().toString()));
            }

            @Override
            public void event(ClientEvent event) {}

            @Override
            public void disconnected(DisconnectReason reason) {}
        });
        return Future.succeededFuture(
                new Admission.Admitted(handler.handler(), Optional.empty(), Set.of(Target.room(room))));
    }

    private Frames attempt(int room) {
        Frames frames = limited.client.webSocket(RawClient.WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        frames.send("40{\"room\":" + room + "}");
        return frames;
    }

    @Test
    void areReachedAsSoonAsTheClientIsConnected() {
        Frames frames = attempt(7);
        assertThat(frames.next()).startsWith("40{");
        assertThat(frames.next()).contains("name=7");
        var audience = Audience.of(new AppNamespace("default", "/"), Target.room("7"));
        limited.node.broadcaster.broadcast(new Broadcast("1", audience, HELLO, List.of(), false));
        assertThat(frames.next()).isEqualTo("42[\"hello\"]");
    }

    @Test
    void keepAClientOutThatCannotBeInThem() {
        limited.with(Limit.ROOMS, 1);
        attempt(1).next();
        assertThat(attempt(2).next()).startsWith("44{\"message\":").contains("\"code\":\"rooms_unavailable\"");
        assertThat(attempt(1).next()).startsWith("40{");
    }
}
