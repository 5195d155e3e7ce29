package dev.parley.chaos.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.protocol.json.RawJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that says what the test has it say: what is sent to recover, and what is taken for recovered. */
class StockClientTest {

    private static final String OPEN = "0{\"sid\":\"s\",\"upgrades\":[],\"pingInterval\":25000,\"pingTimeout\":20000}";
    private static final long WITHIN_SECONDS = 20;

    @AutoClose
    private ServerSocket listening;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private StockClient client;
    private Socket socket;

    @BeforeEach
    void start() throws IOException {
        listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var server = new Server(1, "127.0.0.1", listening.getLocalPort());
        client = new StockClient(false, () -> server, new Telling(), Optional.of("T"), new Random(1));
        Thread.ofVirtual().start(client);
    }

    private final class Telling implements Listener {

        @Override
        public void welcomed(Server server, boolean recovered) {
            told.add("welcomed " + recovered);
        }

        @Override
        public void connected(boolean recovered) {
            told.add("connected " + recovered);
        }

        @Override
        public void event(List<RawJson> elements) {
            told.add("event " + elements);
        }

        @Override
        public void lost(Loss loss) {
            told.add("lost " + loss.cause() + " " + loss.recoverable());
        }
    }

    /** Takes a connection; what the client sends first. */
    private String accepts() throws IOException {
        socket = listening.accept();
        InputStream in = socket.getInputStream();
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) head.append((char) in.read());
        socket.getOutputStream().write("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        says(OPEN);
        return hears();
    }

    private void says(String packet) throws IOException {
        byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
        OutputStream out = socket.getOutputStream();
        out.write(new byte[] {(byte) 0x81, (byte) bytes.length});
        out.write(bytes);
    }

    private String hears() throws IOException {
        InputStream in = socket.getInputStream();
        byte[] head = in.readNBytes(6);
        byte[] bytes = in.readNBytes(head[1] & 0x7F);
        for (int i = 0; i < bytes.length; i++) bytes[i] ^= head[2 + i % 4];
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void tells(String... expected) throws InterruptedException {
        for (String each : expected)
            assertThat(told.poll(WITHIN_SECONDS, TimeUnit.SECONDS)).isEqualTo(each);
    }

    @Test
    void theFirstTimeItSendsOnlyItsOwnAuth() throws IOException {
        assertThat(accepts()).isEqualTo("40{\"token\":\"T\"}");
        client.stop();
    }

    @Test
    void itAsksForItsSessionByPrivateIdAndLastString() throws Exception {
        accepts();
        says("40{\"sid\":\"a\",\"pid\":\"p\"}");
        says("42[\"tick\",{\"id\":1},\"o1\"]");
        says("42[\"tick\",{\"id\":2}]");
        tells(
                "welcomed false",
                "connected false",
                "event [\"tick\", {\"id\":1}, \"o1\"]",
                "event [\"tick\", {\"id\":2}]");
        socket.close();
        tells("lost TRANSPORT true");
        assertThat(accepts()).isEqualTo("40{\"pid\":\"p\",\"offset\":\"o1\",\"token\":\"T\"}");
        client.stop();
    }

    @Test
    void itIsRecoveredWhenThePrivateIdIsItsOwnAndHearsWhatItMissedFirst() throws Exception {
        accepts();
        says("40{\"sid\":\"a\",\"pid\":\"p\"}");
        tells("welcomed false", "connected false");
        socket.close();
        tells("lost TRANSPORT false");
        accepts();
        says("42[\"tick\",{\"id\":1},\"o1\"]");
        says("40{\"sid\":\"a\",\"pid\":\"p\"}");
        tells("welcomed true", "event [\"tick\", {\"id\":1}, \"o1\"]", "connected true");
        client.stop();
    }

    @Test
    void anotherPrivateIdIsAFreshSession() throws Exception {
        accepts();
        says("40{\"sid\":\"a\",\"pid\":\"p\"}");
        socket.close();
        accepts();
        says("40{\"sid\":\"b\",\"pid\":\"q\"}");
        tells("welcomed false", "connected false", "lost TRANSPORT false", "welcomed false");
        client.stop();
    }

    @Test
    void anAcknowledgementAnswersItsQuestion() throws Exception {
        accepts();
        says("40{\"sid\":\"a\"}");
        tells("welcomed false", "connected false");
        var answer = client.ask("join", RawJson.TRUE);
        assertThat(hears()).isEqualTo("420[\"join\",true]");
        says("430[{\"ok\":true}]");
        assertThat(answer.get(WITHIN_SECONDS, TimeUnit.SECONDS)).hasToString("[{\"ok\":true}]");
        client.stop();
    }
}
