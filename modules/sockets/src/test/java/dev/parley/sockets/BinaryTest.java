package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import dev.parley.sockets.RawClient.Frames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bytes in every direction that events and answers have. */
class BinaryTest {

    private static final String HOLE = "{\"_placeholder\":true,\"num\":0}";
    private static final String HOLES = "{\"_placeholder\":true,\"num\":1},true,{\"_placeholder\":true,\"num\":0}";
    private static final Payload TWO =
            new Payload(List.of(hole(1), RawJson.TRUE, hole(0)), List.of(new byte[] {1, 2}, new byte[] {(byte) 0xff}));

    private static TestNode node;
    private static RawClient client;

    private static void react(ClientSocket socket, ClientEvent event) {
        switch (event.name()) {
            case "echo" -> event.ack(event.payload());
            case "bounce" -> socket.emit("bounced", event.payload());
            case "two" -> socket.emit("two", TWO);
            case "ask" ->
                socket.ask(Duration.ofSeconds(10), "question", TWO).onSuccess(said -> socket.emit("you said", said));
            default -> {}
        }
    }

    private static RawJson hole(int number) {
        return JsonWriter.build(w -> w.beginObject()
                .name("_placeholder")
                .bool(true)
                .name("num")
                .number(number)
                .endObject());
    }

    @BeforeAll
    static void start() {
        node = new TestNode(TestNode.config(), Map.of("/", new Scripted(BinaryTest::react)));
        client = new RawClient(node);
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    @Test
    void goesBackInAnAnswer() {
        Frames frames = client.connected();
        frames.send("451-7[\"echo\",{\"deep\":[" + HOLE + "]}]");
        frames.send(new byte[] {1, 2, 3});
        assertThat(frames.next()).isEqualTo("461-7[{\"deep\":[" + HOLE + "]}]");
        assertThat(frames.next()).isEqualTo("<010203>");
    }

    @Test
    void goesBackInAnEvent() {
        Frames frames = client.connected();
        frames.send("452-[\"bounce\",{\"_placeholder\":true,\"num\":1},{\"num\":0,\"_placeholder\":true}]");
        frames.send(new byte[] {10});
        frames.send(new byte[0]);
        assertThat(frames.next())
                .isEqualTo("452-[\"bounced\",{\"_placeholder\":true,\"num\":1},{\"num\":0,\"_placeholder\":true}]");
        assertThat(frames.next()).isEqualTo("<0a>");
        assertThat(frames.next()).isEqualTo("<>");
    }

    @Test
    void keepsTheNumbersThatTheSenderGaveIt() {
        Frames frames = client.connected();
        frames.send("42[\"two\"]");
        assertThat(frames.next()).isEqualTo("452-[\"two\"," + HOLES + "]");
        assertThat(frames.next()).isEqualTo("<0102>");
        assertThat(frames.next()).isEqualTo("<ff>");
    }

    @Test
    void isAskedForAndAnsweredWith() {
        Frames frames = client.connected();
        frames.send("42[\"ask\"]");
        String question = frames.next();
        assertThat(question).endsWith("[\"question\"," + HOLES + "]");
        assertThat(frames.next()).isEqualTo("<0102>");
        assertThat(frames.next()).isEqualTo("<ff>");
        frames.send("461-" + RawClient.ackId(question) + "[\"here\"," + HOLE + "]");
        frames.send(new byte[] {9});
        assertThat(frames.next()).isEqualTo("451-[\"you said\",\"here\"," + HOLE + "]");
        assertThat(frames.next()).isEqualTo("<09>");
    }

    @Test
    void isDeliveredToAnAudience() {
        Frames frames = client.connected();
        RawJson args =
                JsonWriter.build(w -> w.beginArray().string("file").raw(hole(0)).endArray());
        node.broadcaster.broadcast(new Broadcast(
                "id",
                Audience.of(new AppNamespace("default", "/"), Target.EVERYONE),
                args,
                List.of(new byte[] {5}),
                false));
        assertThat(frames.next()).isEqualTo("451-[\"file\"," + HOLE + "]");
        assertThat(frames.next()).isEqualTo("<05>");
    }

    @Test
    void isBase64OverPolling() {
        String session = client.openPolling();
        client.post(session, "40");
        assertThat(client.get(session).body()).startsWith("40{");
        client.post(session, "451-1[\"echo\"," + HOLE + "]\u001ebAQID");
        assertThat(client.get(session).body()).isEqualTo("461-1[" + HOLE + "]\u001ebAQID");
    }

    @Test
    void isNoneWhereNothingWasAttached() {
        Frames frames = client.connected();
        frames.send("421[\"echo\"," + HOLE + "]");
        assertThat(frames.next())
                .as("something that looks like a placeholder is plain data in a plain event")
                .isEqualTo("431[" + HOLE + "]");
    }
}
