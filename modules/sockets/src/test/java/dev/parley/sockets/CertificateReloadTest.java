package dev.parley.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.sockets.tls.CertificateVerticle;
import dev.parley.sockets.tls.TestCertificate;
import dev.parley.sockets.tls.TlsConfig;
import dev.parley.sockets.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates are put in the place of others while the listener works. */
class CertificateReloadTest {

    private static TestCertificate first;
    private static TestCertificate second;

    @TempDir
    private Path folder;

    private TlsFiles files;
    private TestNode node;

    @BeforeAll
    static void certificates() {
        first = TestCertificate.make("EC");
        second = TestCertificate.make("RSA");
    }

    @BeforeEach
    void start() {
        files = new TlsFiles(folder.resolve("tls.crt"), folder.resolve("tls.key"));
        first.into(files);
        TlsConfig config = first.shown(files, Duration.ofMillis(20));
        node = new TestNode(TestNode.secured(config));
        TestNode.get(node.vertx.deployVerticle(
                new CertificateVerticle(config, node.services::show, InstantSource.system(), node.meters)));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private Wire wire() {
        return new Wire(TestCertificate.trusting(first, second).getSocketFactory(), node.port());
    }

    /** What a client is shown that connects now. */
    private Certificate shown() throws IOException {
        try (var socket = (SSLSocket) TestCertificate.trusting(first, second)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), node.port())) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private double reloads(String outcome) {
        return node.meters
                .get("parley.tls.reloads")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double expiry() {
        return node.meters.get("parley.tls.certificate.expiry").gauge().value();
    }

    private static double expiry(TestCertificate of) {
        return of.certificate().getNotAfter().toInstant().getEpochSecond();
    }

    @Test
    void whoConnectsIsShownTheNewOneAndWhoIsThereGoesOn() throws IOException {
        try (Wire there = wire().handshake("/socket.io/?EIO=4&transport=websocket")) {
            assertThat(there.answer().status()).isEqualTo(101);
            var socket = new WebSocketWire(there);
            assertThat(socket.next()).startsWith("0{");
            assertThat(socket.send("40").next()).startsWith("40{");
            assertThat(shown()).isEqualTo(first.certificate());
            assertThat(expiry()).isEqualTo(expiry(first));

            second.into(files);

            Patience.until(() -> shown().equals(second.certificate()));
            Patience.until(() -> reloads("taken") == 1);
            assertThat(expiry()).isEqualTo(expiry(second));
            assertThat(socket.send("421[\"echo\",1]").next()).isEqualTo("431[1]");
        }
    }

    @Test
    void oneThatCannotBeUsedChangesNothingAndIsToldOfOnce() throws IOException {
        Files.writeString(files.key(), second.keyPem());
        Patience.until(() -> reloads("refused") == 1);
        assertThat(shown()).isEqualTo(first.certificate());
        assertThat(expiry()).isEqualTo(expiry(first));

        Files.writeString(files.certificate(), second.pem());
        Patience.until(() -> shown().equals(second.certificate()));
        assertThat(reloads("refused")).isEqualTo(1);
    }

    @Test
    void oneThatHasExpiredIsNotPutInThePlaceOfAGoodOne() throws IOException {
        TestCertificate.make("EC", "-startdate", "-20d", "-validity", "10").into(files);
        Patience.until(() -> reloads("refused") == 1);
        assertThat(shown()).isEqualTo(first.certificate());

        Files.delete(files.key());
        Patience.until(() -> reloads("refused") == 2);
        first.into(files);
        second.into(files);
        Patience.until(() -> shown().equals(second.certificate()));
    }
}
