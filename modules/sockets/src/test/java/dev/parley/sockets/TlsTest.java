package dev.parley.sockets;

import static dev.parley.sockets.WebSocketWire.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.sockets.tls.TestCertificate;
import dev.parley.sockets.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine behind TLS: all that it does below Vert.x has to hold there too. */
class TlsTest {

    private static final TestCertificate CERTIFICATE = TestCertificate.make("EC");

    @RegisterExtension
    static final TestEngine engine = new TestEngine(settings -> {
        var unused = new TlsFiles(Path.of("tls.crt"), Path.of("tls.key"));
        settings.tls = Optional.of(CERTIFICATE.shown(unused, Duration.ofHours(1)));
        settings.clients = TestCertificate.trusting(CERTIFICATE).getSocketFactory();
        settings.cookie = Optional.of("io");
    });

    @Test
    void aClientPollsAndGoesOverToAWebSocket() {
        PollingClient client = engine.poll();
        assertThat(client.post("4over polling").said()).isEqualTo("200 ok");
        assertThat(client.get().body()).isEqualTo("4over polling");
        WebSocketWire socket = engine.webSocket(client.uri("websocket"));
        assertThat(socket.send("2probe").next()).isEqualTo("3probe");
        socket.send("5", "4over WebSocket");
        assertThat(socket.next()).isEqualTo("4over WebSocket");
    }

    @Test
    void largeMessagesComeWholeAndInOrder() {
        WebSocketWire socket = engine.open();
        for (int i = 0; i < 20; i++) socket.send("4" + i + "x".repeat(90_000));
        for (int i = 0; i < 20; i++) assertThat(socket.next()).isEqualTo("4" + i + "x".repeat(90_000));
    }

    @Test
    void whatWaitsForASlowClientComesOnceItReads() {
        WebSocketWire socket = engine.open();
        EchoSession session = engine.newest();
        for (int i = 0; i < 60; i++) session.push(i + "x".repeat(50_000));
        for (int i = 0; i < 60; i++) assertThat(socket.next()).isEqualTo("4" + i + "x".repeat(50_000));
        assertThat(socket.send("4on").next()).isEqualTo("4on");
    }

    @Test
    void bothSidesSayGoodbye() {
        WebSocketWire socket = engine.open();
        assertThat(socket.send(WebSocketWire.ping("?")).next()).isEqualTo("pong ?");
        assertThat(socket.send(WebSocketWire.close(1000)).next()).isEqualTo("close 1000");
        assertThat(socket.next()).isEqualTo("end");
    }

    /** As in {@link LingeringTest}: with an alert in place of the end, the client would take it for an attack. */
    @RepeatedTest(10)
    void whoSendsFarTooMuchIsToldSo() {
        WebSocketWire socket = engine.open().send(frame(true, 2, new byte[5_000_000]));
        assertThat(socket.next()).isEqualTo("close 1009");
        assertThat(socket.next()).isEqualTo("end");
        assertThat(engine.newest().end()).isEqualTo("transport error");
        PollingClient client = engine.poll();
        assertThat(client.post(new byte[5_000_000]).said()).isEqualTo("413 ");
    }

    @Test
    void theCookieIsForTlsAlone() {
        assertThat(engine.get("/socket.io/?EIO=4&transport=polling").header("set-cookie"))
                .contains("; Secure");
    }

    @Test
    void plainHttpGetsNoAnswer() throws IOException {
        try (var plain = SocketFactory.getDefault().createSocket(InetAddress.getLoopbackAddress(), port())) {
            plain.setSoTimeout((int) Patience.LIMIT.toMillis());
            plain.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(plain.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .doesNotContain("HTTP/");
        }
    }

    @Test
    void httpTwoIsNotChosen() throws IOException {
        try (SSLSocket socket = socket()) {
            SSLParameters wishes = socket.getSSLParameters();
            wishes.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(wishes);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void olderClientsGetTheirProtocolButNoWeakCipher() throws IOException {
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.startHandshake();
            assertThat(socket.getSession().getCipherSuite())
                    .startsWith("TLS_ECDHE_ECDSA_")
                    .contains("GCM");
        }
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    private static int port() {
        return engine.wire().socket.getPort();
    }

    private static SSLSocket socket() throws IOException {
        return (SSLSocket) TestCertificate.trusting(CERTIFICATE)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port());
    }
}
