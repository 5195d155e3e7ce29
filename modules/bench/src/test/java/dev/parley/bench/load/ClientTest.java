package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client with a server that says what the test wants, one byte at a time. */
class ClientTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";

    private final Loop loop = new Loop();
    private final List<String> heard = new ArrayList<>();
    private final List<String> read = new CopyOnWriteArrayList<>();
    private ServerSocket server;

    private final Member.Listener listener = new Member.Listener() {
        @Override
        public void ready(Member member) {
            heard.add("ready " + member.number());
        }

        @Override
        public void delivered(Member member) {
            heard.add("event " + member.countOne());
        }

        @Override
        public void acknowledged(Client client, int id) {
            heard.add("ack " + id);
        }
    };

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        server.close();
    }

    @Test
    void itJoinsCountsEventsAnswersHeartbeatsAndHearsOfAcknowledgements() {
        var client = new Client(7, Handshake.plain(), List.of("public:r1", "public:r2"), listener);
        serve(
                SWITCHING,
                "0{\"sid\":\"x\"}",
                "40{\"sid\":\"y\"}",
                "430[{\"ok\":true}]",
                "431[{\"ok\":true}]",
                "42[\"m\",1]",
                "2",
                "42[\"m\",2]",
                "4312[{\"ok\":true}]");
        loop.connect((InetSocketAddress) server.getLocalSocketAddress(), client);
        loop.until(() -> heard.size() == 4 && read.size() == 4, SOON, "all is heard");
        assertThat(heard).containsExactly("ready 7", "event 0", "event 1", "ack 12");
        assertThat(client.received()).isEqualTo(2);
        assertThat(read)
                .containsExactly(
                        "40", "420[\"join\",{\"room\":\"public:r1\"}]", "421[\"join\",{\"room\":\"public:r2\"}]", "3");
    }

    @Test
    void aRefusalToJoinIsAFaultThatSaysWhy() {
        serve(SWITCHING, "0{}", "40{}", "430[{\"ok\":false,\"code\":\"token_required\"}]");
        assertFault("token_required");
    }

    @Test
    void aServerThatClosesTheConnectionIsAFault() {
        serve(SWITCHING);
        assertFault("closed");
    }

    @Test
    void aServerThatDoesNotSwitchIsAFaultThatSaysWhatItSaid() {
        serve("HTTP/1.1 503 Service Unavailable\r\n\r\n");
        assertFault("503");
    }

    private void assertFault(String words) {
        loop.connect(
                (InetSocketAddress) server.getLocalSocketAddress(),
                new Client(1, Handshake.plain(), List.of("private"), listener));
        assertThatThrownBy(() -> loop.until(() -> false, SOON, "never")).hasMessageContaining(words);
    }

    /** Says the head, then each text as a frame; where the client has to say something, it waits for that. */
    private void serve(String head, String... texts) {
        CompletableFuture.runAsync(() -> {
            try (Socket socket = server.accept()) {
                var in = new DataInputStream(socket.getInputStream());
                var request = new StringBuilder();
                while (request.indexOf("\r\n\r\n") < 0) request.append((char) in.read());
                OutputStream out = socket.getOutputStream();
                slowly(out, head.getBytes(StandardCharsets.US_ASCII));
                for (String text : texts) {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    slowly(out, new byte[] {(byte) 0x81, (byte) bytes.length});
                    slowly(out, bytes);
                    int answers =
                            text.startsWith("0") || text.equals("2") ? 1 : text.equals("40{\"sid\":\"y\"}") ? 2 : 0;
                    for (int i = 0; i < answers; i++) read.add(frame(in));
                }
                if (texts.length > 0) in.read();
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        });
    }

    private static void slowly(OutputStream out, byte[] bytes) throws IOException {
        for (byte each : bytes) {
            out.write(each);
            out.flush();
        }
    }

    private static String frame(DataInputStream in) throws IOException {
        in.readByte();
        byte[] payload = new byte[in.readByte() & 0x7f];
        byte[] mask = new byte[4];
        in.readFully(mask);
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) payload[i] ^= mask[i % 4];
        return new String(payload, StandardCharsets.UTF_8);
    }
}
