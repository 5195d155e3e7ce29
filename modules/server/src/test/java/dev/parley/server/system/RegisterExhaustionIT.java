package dev.parley.server.system;

import static dev.parley.server.system.Offender.session;
import static dev.parley.server.system.RawBytes.POLLING;
import static dev.parley.server.system.RawBytes.WEBSOCKET;
import static dev.parley.server.system.RawBytes.bytes;
import static dev.parley.server.system.RawBytes.handshake;
import static dev.parley.server.system.RawBytes.post;
import static dev.parley.server.system.RawBytes.request;
import static dev.parley.server.system.RawBytes.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testkit.ParleyProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clients that begin things and do not end them, in great numbers: what they take is given back. Tests whose sessions take
 * their time to end come first, so that it passes during the others.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegisterExhaustionIT {

    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final int MANY = 2_000;
    private static final int SOME = 200;
    private static final double OTHER_FILES = 20;
    private static final double MOST_CPUS = 0.9;

    @RegisterExtension
    static final BystanderCluster cluster = new BystanderCluster(Map.of(
            "PARLEY_SOCKETS_PING_INTERVAL", "1s",
            "PARLEY_SOCKETS_PING_TIMEOUT", "10s",
            "PARLEY_LISTEN_IDLE_TIMEOUT", "12s",
            "PARLEY_SOCKETS_CONNECT_TIMEOUT", "4s",
            "PARLEY_SOCKETS_UPGRADE_TIMEOUT", "3s"));

    private static double sessionsBefore;
    private static double filesBefore;

    @BeforeAll
    static void count() {
        sessionsBefore = sessions();
        filesBefore = files();
    }

    private static ParleyProcess node() {
        return cluster.node();
    }

    private static double sessions() {
        return node().metrics().sum("parley_connections");
    }

    private static double files() {
        return node().metrics().sum("process_files_open_files");
    }

    /** No connection of theirs is left, and what their sessions take is little. */
    @AfterEach
    void connectionsAreGivenBack() {
        await().atMost(WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> assertThat(files()).as("open files and sockets").isLessThan(filesBefore + OTHER_FILES));
        cluster.assertHeapIsFlat();
    }

    /** A session that polled may still fetch its farewell for half a minute; then it is gone as well. */
    @AfterAll
    static void sessionsAreGivenBack() {
        await().atMost(WITHIN).pollInterval(Duration.ofMillis(200)).until(() -> sessions() == sessionsBefore);
    }

    private static List<Offender> times(int count, Supplier<Offender> begin) {
        return Stream.generate(begin).limit(count).toList();
    }

    private static Offender offender() {
        return Offender.at(node());
    }

    @Test
    @DisplayName("netty-socketio #925 and #987; engine.io 6.6.8")
    void halfHandshakesThatAreAbandoned() {
        byte[] whole = handshake(WEBSOCKET);
        for (int i = 0; i < MANY; i++) {
            Offender offender = offender();
            offender.send(Arrays.copyOf(whole, 1 + i % whole.length));
            if (i % 2 == 0) {
                offender.reset();
            } else {
                offender.close();
            }
        }
    }

    @Test
    @DisplayName("netty-socketio #925 and #987; CVE-2022-41940")
    void wholeHandshakesThatAreAbandoned() {
        for (int i = 0; i < MANY; i++) offender().send(handshake(WEBSOCKET)).reset();
    }

    @Test
    @Order(1)
    @DisplayName("CVE-2026-48802; engineioxide #731")
    void sessionsThatNobodyJoinsOrPolls() {
        try (Offender offender = offender()) {
            for (int i = 0; i < MANY; i++)
                assertThat(offender.send(request("GET", POLLING)).answer().status())
                        .isEqualTo(200);
            assertThat(sessions()).isGreaterThan(sessionsBefore + MANY / 10.0);
        }
    }

    @Test
    @Order(2)
    @DisplayName("engineioxide #731")
    void upgradesThatAreNeverCompleted() {
        List<Offender> offenders = times(SOME, () -> upgrading(session(node(), "4")));
        String polling = joined();
        assertGivenUp(upgrading(polling));
        try (Offender offender = offender()) {
            offender.send(post(polling, bytes("1")));
            assertThat(offender.answer().said()).as("the session polls on").isEqualTo("200 ok");
        }
        offenders.forEach(RegisterExhaustionIT::assertGivenUp);
    }

    private static Offender upgrading(String session) {
        return offender().send(handshake(session.replace("polling", "websocket")), text("2probe"));
    }

    private static void assertGivenUp(Offender candidate) {
        try (candidate) {
            assertThat(candidate.answer().status()).isEqualTo(101);
            assertThat(candidate.next()).isEqualTo("3probe");
            assertThat(candidate.next()).startsWith("close ");
        }
    }

    @Test
    @DisplayName("CVE-2026-33151, netty-socketio #945")
    void attachmentsThatNeverCome() {
        List<Offender> offenders = times(
                SOME,
                () -> Offender.connected(node())
                        .send(text("451-[\"" + "x".repeat(50_000) + "\",{\"_placeholder\":true,\"num\":0}]")));
        for (Offender offender : offenders) assertThat(offender.next()).isEqualTo("close 1000");
        offenders.forEach(Offender::close);
    }

    @Test
    @DisplayName("CVE-2026-42577")
    void halfClosedConnectionsThatAreReset() {
        for (byte[] begun :
                List.of(new byte[0], bytes("GET "), request("GET", session(node(), "4")), handshake(WEBSOCKET))) {
            List<Offender> offenders = times(SOME, () -> offender().send(begun));
            offenders.forEach(Offender::closeItsSide);
            offenders.forEach(Offender::reset);
        }
        await().atMost(WITHIN).until(() -> files() < filesBefore + OTHER_FILES);
        assertThat(cpusInUse()).as("processors that the node is busy with").isLessThan(MOST_CPUS);
    }

    /** A session that polls and is in the main namespace. */
    private static String joined() {
        String session = session(node(), "4");
        try (Offender offender = offender()) {
            assertThat(offender.send(post(session, bytes("40"))).answer().status())
                    .isEqualTo(200);
            assertThat(offender.send(request("GET", session)).answer().body()).startsWith("40{");
        }
        return session;
    }

    /** While the bystanders talk on, for a while. */
    private static double cpusInUse() {
        double cpu = node().metrics().sum("process_cpu_time_ns_total");
        long time = System.nanoTime();
        while (System.nanoTime() - time < TimeUnit.SECONDS.toNanos(2)) cluster.goOn();
        return (node().metrics().sum("process_cpu_time_ns_total") - cpu) / (System.nanoTime() - time);
    }

    @Test
    @Order(3)
    @DisplayName("Slowloris: connections without a request, and requests without an end")
    void connectionsThatKeepTheServerWaiting() {
        String session = joined();
        List<Offender> silent = times(SOME, RegisterExhaustionIT::offender);
        List<Offender> halfHeads =
                times(SOME, () -> offender().send(bytes("GET " + POLLING + " HTTP/1.1\r\nX: y\r\n")));
        List<Offender> halfBodies = times(SOME, () -> halfEmit("X-Api-Key: " + cluster.apiKey()));
        try (Offender stranger = halfEmit("X-Api-Key: guessed");
                Offender halfPost = offender().send(request("POST", session, "Content-Length: 1000"), bytes("4"))) {
            for (Offender offender : silent) assertThat(offender.isCutOff()).isTrue();
            for (Offender offender : halfHeads) assertThat(offender.isCutOff()).isTrue();
            for (Offender offender : halfBodies) {
                assertThat(offender.answer().status()).isEqualTo(408);
                assertThat(offender.isCutOff()).isTrue();
            }
            assertThat(stranger.answer().status()).isEqualTo(401);
            assertThat(stranger.isCutOff()).isTrue();
            assertThat(halfPost.answer().status()).isEqualTo(408);
        }
        Stream.of(silent, halfHeads, halfBodies).flatMap(List::stream).forEach(Offender::close);
    }

    private static Offender halfEmit(String key) {
        String[] headers = {"Content-Type: application/json", "Content-Length: 1000", key};
        return offender().send(request("POST", "/api/v1/emit", headers), bytes("{"));
    }
}
