package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Loop loop = new Loop();
    private final List<String> heard = new ArrayList<>();
    private ServerSocket server;

    /** Takes whole lines, and leaves what is none yet. */
    private final class Lines implements Wire {

        @Override
        public void connected(Link link) {
            link.send(ByteBuffer.wrap("hello\n".getBytes(StandardCharsets.US_ASCII)));
        }

        @Override
        public void received(Link link, ByteBuffer bytes) {
            var line = new StringBuilder();
            for (int i = bytes.position(); i < bytes.limit(); i++) {
                if (bytes.get(i) == '\n') {
                    heard.add(line.toString());
                    line.setLength(0);
                    bytes.position(i + 1);
                } else {
                    line.append((char) bytes.get(i));
                }
            }
        }

        @Override
        public void lost(Link link, String why) {
            heard.add(why);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        server.close();
    }

    private Socket accepted() throws IOException {
        loop.connect((InetSocketAddress) server.getLocalSocketAddress(), new Lines());
        return server.accept();
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whatIsNoWholeLineIsThereAgainBeforeWhatComesNext() throws IOException {
        try (Socket socket = accepted()) {
            say(socket, "one\ntw");
            loop.until(() -> heard.size() == 1, SOON, "the first line");
            say(socket, "o\nthree\n");
            loop.until(() -> heard.size() == 3, SOON, "all lines");
        }
        assertThat(heard).containsExactly("one", "two", "three");
    }

    @Test
    void whatTheWireSaysGetsThere() throws IOException {
        try (Socket socket = accepted()) {
            loop.until(() -> available(socket) == 6, SOON, "the greeting");
            assertThat(socket.getInputStream().readNBytes(6)).asString().isEqualTo("hello\n");
        }
    }

    private static int available(Socket socket) {
        try {
            return socket.getInputStream().available();
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Test
    void aConnectionThatTheServerClosesIsTold() throws IOException {
        accepted().close();
        loop.until(() -> !heard.isEmpty(), SOON, "the end");
        assertThat(heard).hasSize(1);
    }

    @Test
    void aServerThatIsNotThereIsTold() throws IOException {
        var nobody = (InetSocketAddress) server.getLocalSocketAddress();
        server.close();
        loop.connect(nobody, new Lines());
        loop.until(() -> !heard.isEmpty(), SOON, "the refusal");
        assertThat(heard.getFirst()).contains("refused");
    }

    @Test
    void aLineThatDoesNotEndIsAFault() throws IOException {
        try (Socket socket = accepted()) {
            say(socket, "x".repeat(Loop.HEADROOM + 1));
            assertThatThrownBy(() -> loop.until(() -> false, SOON, "never")).hasMessageContaining("65536");
        }
    }

    @Test
    void whatDoesNotHappenInItsTimeIsOverdueWithTheWordsForIt() {
        assertThatThrownBy(() -> loop.until(() -> false, Duration.ofMillis(1), "a wonder"))
                .isInstanceOf(Overdue.class)
                .hasMessageContaining("a wonder");
    }

    @Test
    void itRunsForAsLongAsItIsTold() {
        long start = System.nanoTime();
        loop.run(Duration.ofMillis(30));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000L);
    }
}
