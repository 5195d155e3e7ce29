package dev.parley.sockets;

import static dev.parley.sockets.RawClient.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.Audience;
import dev.parley.bus.Message.Broadcast;
import dev.parley.bus.Target;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.msgpack.MsgpackCodec;
import dev.parley.protocol.socket.DecodeLimits;
import dev.parley.protocol.socket.SocketCodec;
import dev.parley.protocol.socket.SocketPacket;
import dev.parley.sockets.RawClient.Frames;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients with socket.io-msgpack-parser, at the wire, beside those with the default one. */
class MsgpackTest {

    /** As the stock client sends it: its data is JavaScript's undefined. */
    private static final String CONNECT = "83a47479706500a464617461d40000a36e7370a12f";

    private static final String HOLE = "{\"_placeholder\":true,\"num\":0}";

    private static final Scripted profile = new Scripted((socket, event) -> {
        switch (event.name()) {
            case "ask" ->
                socket.ask(Duration.ofMinutes(5), "question", event.payload())
                        .onSuccess(said -> socket.emit("you said", said));
            case "hang up" -> socket.closeConnection();
            default -> event.ack(event.payload());
        }
    });

    private static TestNode node;
    private static RawClient client;

    @BeforeAll
    static void start() {
        node = node(Parser.AUTO);
        client = new RawClient(node);
    }

    private static TestNode node(Parser parser) {
        Profile refusing = socket -> Future.succeededFuture(new Admission.Refused("no", null));
        return new TestNode(TestNode.config(parser), Map.of("/", profile, "/refusing", refusing));
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    private static RawJson json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ((RawJson.Valid) RawJson.check(bytes, 0, bytes.length, 10)).value();
    }

    private static byte[] event(Long id, String args, byte[]... attachments) {
        return MsgpackCodec.encode(new SocketPacket.Event("/", id, json(args), List.of(attachments)));
    }

    private static SocketPacket packet(byte[] bytes) {
        return ((SocketCodec.Packet) MsgpackCodec.decode(bytes, DecodeLimits.DEFAULTS)).packet();
    }

    private static SocketPacket next(Frames frames) {
        String frame = frames.next();
        assertThat(frame).as("a binary message").matches("<.*>");
        return packet(HexFormat.of().parseHex(frame, 1, frame.length() - 1));
    }

    /** A packet's own text in the default parser, and its attachments, since arrays of bytes are not equal. */
    private static String shown(SocketPacket packet) {
        SocketCodec.Encoded encoded = SocketCodec.encode(packet);
        var text = new StringBuilder(new String(encoded.text(), StandardCharsets.UTF_8));
        for (byte[] attachment : encoded.attachments()) {
            text.append(' ').append(HexFormat.of().formatHex(attachment));
        }
        return text.toString();
    }

    private static Frames connected(RawClient client) {
        Frames frames = client.webSocket(WEBSOCKET);
        assertThat(frames.next()).startsWith("0{");
        frames.send(HexFormat.of().parseHex(CONNECT));
        assertThat(next(frames)).isInstanceOfSatisfying(SocketPacket.Connect.class, reply -> {
            assertThat(reply.namespace()).isEqualTo("/");
            frames.id = reply.data().member("sid").flatMap(RawJson::asString).orElseThrow();
        });
        return frames;
    }

    @Nested
    class AClientThatBeginsWithBytes {

        @Test
        void isAnsweredInOneMessageBytesIncluded() {
            Frames frames = connected(client);
            frames.send(event(7L, "[\"echo\",1," + HOLE + "]", new byte[] {1, 2}));
            assertThat(shown(next(frames))).isEqualTo("61-7[1," + HOLE + "] 0102");
        }

        @Test
        void answersWithBytes() {
            Frames frames = connected(client);
            frames.send(event(null, "[\"ask\"," + HOLE + "]", new byte[] {1}));
            SocketPacket.Event question = (SocketPacket.Event) next(frames);
            assertThat(question.attachments()).containsExactly(new byte[] {1});
            frames.send(MsgpackCodec.encode(
                    new SocketPacket.Ack("/", question.ackId(), json("[" + HOLE + "]"), List.of(new byte[] {2}))));
            assertThat(shown(next(frames))).isEqualTo("51-[\"you said\"," + HOLE + "] 02");
        }

        @Test
        void isRefusedInItsFormat() {
            Frames frames = connected(client);
            frames.send(MsgpackCodec.encode(new SocketPacket.Connect("/refusing", null)));
            assertThat(shown(next(frames))).isEqualTo("4/refusing,{\"message\":\"no\"}");
            frames.send(MsgpackCodec.encode(new SocketPacket.Connect("/nope", null)));
            assertThat(shown(next(frames))).isEqualTo("4/nope,{\"message\":\"Invalid namespace\"}");
        }

        @Test
        void isDisconnectedInItsFormat() {
            Frames frames = connected(client);
            frames.send(event(null, "[\"hang up\"]"));
            assertThat(next(frames)).isEqualTo(new SocketPacket.Disconnect("/"));
            assertThat(frames.next()).isEqualTo("closed");
        }

        @Test
        void isServedOverPolling() {
            String session = client.openPolling();
            client.post(session, base64(HexFormat.of().parseHex(CONNECT)));
            assertThat(client.get(session).body()).startsWith("b");
            client.post(session, base64(event(1L, "[\"echo\",true]")));
            byte[] answer =
                    Base64.getDecoder().decode(client.get(session).body().substring(1));
            assertThat(shown(packet(answer))).isEqualTo("31[true]");
        }

        private static String base64(byte[] bytes) {
            return "b" + Base64.getEncoder().encodeToString(bytes);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "c1", "80", "a568656c6c6f", "82a47479706509a36e7370a12f", CONNECT})
        void losesTheConnectionByBytesThatAreNoPacketOrComeTooOften(String hex) {
            Frames frames = connected(client);
            frames.send(HexFormat.of().parseHex(hex));
            assertThat(frames.next()).isEqualTo("closed");
            assertThat(profile.reasonOf(frames.id)).isEqualTo("forced close");
        }

        @Test
        void losesTheConnectionByText() {
            Frames frames = connected(client);
            frames.send("420[\"echo\"]");
            assertThat(frames.next()).isEqualTo("closed");
            assertThat(profile.reasonOf(frames.id)).isEqualTo("forced close");
        }
    }

    @Test
    void oneEventReachesEachClientInItsOwnFormat() {
        Frames packed = connected(client);
        Frames plain = client.connected();
        node.broadcaster.broadcast(new Broadcast(
                "id",
                Audience.of(new AppNamespace("default", "/"), Target.EVERYONE),
                json("[\"file\"," + HOLE + "]"),
                List.of(new byte[] {5}),
                false));
        assertThat(shown(next(packed))).isEqualTo("51-[\"file\"," + HOLE + "] 05");
        assertThat(plain.next()).isEqualTo("451-[\"file\"," + HOLE + "]");
        assertThat(plain.next()).isEqualTo("<05>");
    }

    @Nested
    class ANodeThatIsTold {

        @Test
        void toSpeakJsonAloneTakesNoBytesFirst() {
            try (var told = node(Parser.JSON);
                    var clients = new RawClient(told)) {
                Frames frames = clients.webSocket(WEBSOCKET);
                assertThat(frames.next()).startsWith("0{");
                frames.send(HexFormat.of().parseHex(CONNECT));
                assertThat(frames.next()).isEqualTo("closed");
                clients.connected();
            }
        }

        @Test
        void toSpeakMsgpackAloneTakesNoText() {
            try (var told = node(Parser.MSGPACK);
                    var clients = new RawClient(told)) {
                Frames frames = clients.webSocket(WEBSOCKET);
                assertThat(frames.next()).startsWith("0{");
                frames.send("40");
                assertThat(frames.next()).isEqualTo("closed");
                connected(clients);
            }
        }
    }
}
