package dev.parley.profiles.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.ClientEvent;
import dev.parley.sockets.DisconnectReason;
import dev.parley.sockets.Payload;
import dev.parley.sockets.SocketHandler;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatedSocketTest {

    /** What it is told, and what becomes of an event that it never sees. */
    private record Told(List<String> events) implements SocketHandler {
        @Override
        public void connected() {}

        @Override
        public void event(ClientEvent event) {
            events.add(event.name());
        }

        @Override
        public void entered(String room) {
            events.add("into " + room);
        }

        @Override
        public void removed(String room) {
            events.add("out of " + room);
        }

        @Override
        public void disconnected(DisconnectReason reason) {}
    }

    private record Sent(String name, Payload payload, List<String> acks) implements ClientEvent {
        static Sent of(String name, String argument) {
            return new Sent(name, Payload.of(Json.of(argument)), new ArrayList<>());
        }

        @Override
        public boolean wantsAck() {
            return true;
        }

        @Override
        public void ack(Payload answer) {
            acks.add(answer.arg(0).toString());
        }
    }

    @TempDir
    Path folder;

    private final Counter refused = Counter.builder("refused").register(new SimpleMeterRegistry());
    private final Told handler = new Told(new ArrayList<>());
    private ValidatedSocket socket;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("number.json"), "{\"type\":\"number\"}");
        socket = new ValidatedSocket(
                handler, PublishSchemas.read(folder).schemas().events(), refused);
    }

    @Test
    void whatFitsAndWhatIsNotDescribedGoesOn() {
        socket.event(Sent.of("number", "1"));
        socket.event(Sent.of("word", "\"one\""));
        assertThat(handler.events()).containsExactly("number", "word");
        assertThat(refused.count()).isZero();
    }

    @Test
    void whatDoesNotFitIsRefusedAndCountedAndNeverSeen() {
        Sent event = Sent.of("number", "\"one\"");
        socket.event(event);
        assertThat(handler.events()).isEmpty();
        assertThat(refused.count()).isOne();
        assertThat(event.acks())
                .containsExactly("{\"ok\":false,\"error\":{\"code\":\"invalid_request\","
                        + "\"message\":\": string found, number expected\"}}");
        assertThat(event.payload().arg(0)).isEqualTo(RawJson.string("one"));
    }

    @Test
    void theHandlerHearsOfRoomsThatItsBackendPutsItInto() {
        socket.entered("a");
        socket.removed("a");
        assertThat(handler.events()).containsExactly("into a", "out of a");
    }
}
