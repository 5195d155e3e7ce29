package dev.parley.server.system;

import static dev.parley.server.system.Offender.session;
import static dev.parley.server.system.RawBytes.POLLING;
import static dev.parley.server.system.RawBytes.bytes;
import static dev.parley.server.system.RawBytes.head;
import static dev.parley.server.system.RawBytes.post;
import static dev.parley.server.system.RawBytes.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that harmed other servers: their heads, their bodies, and what comes in front of them. */
class RegisterHttpIT {

    private static final int HUGE = 100_000_000;
    private static final byte[] MEGABYTE = new byte[1_000_000];
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int RANDOM_CHARACTERS = 20;

    @RegisterExtension
    static final BystanderCluster cluster = new BystanderCluster();

    private static Offender offender() {
        return Offender.at(cluster.node());
    }

    /** One answer, and then no more: neither to what was smuggled behind the request nor to anything else. */
    private static void assertRefusedAndCutOff(int status, byte[]... sent) {
        try (Offender offender = offender()) {
            assertThat(offender.send(sent).answer().status()).isEqualTo(status);
            assertThat(offender.isCutOff()).isTrue();
        }
    }

    // ---- Handshakes ----

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "toString", "webtransport", ""})
    @DisplayName("CVE-2023-31125")
    void aTransportThatIsNoneIsRefused(String transport) {
        try (Offender offender = offender()) {
            offender.send(request("GET", "/socket.io/?EIO=4&transport=" + transport));
            assertThat(offender.answer().said()).isEqualTo("400 {\"code\":0,\"message\":\"Transport unknown\"}");
        }
    }

    @Test
    @DisplayName("CVE-2020-28481")
    void aPageOfAStrangerIsRefused() {
        try (Offender offender = offender()) {
            offender.send(request("GET", POLLING, "Origin: https://evil.example", "Cookie: io=x"));
            Offender.Answer answer = offender.answer();
            assertThat(answer.said()).isEqualTo("403 {\"code\":4,\"message\":\"Forbidden\"}");
            assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Origin");
            offender.send(request("GET", POLLING, "Origin: " + BystanderCluster.FRIEND));
            assertThat(offender.answer().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("CVE-2017-16031")
    void idsOfSessionsCannotBeGuessed() {
        int sessions = 1_000;
        Set<String> random = new HashSet<>();
        int[] ones = new int[RANDOM_CHARACTERS * 6];
        try (Offender offender = offender()) {
            for (int i = 0; i < sessions; i++) {
                String sid = Offender.sid(
                        offender.send(request("GET", POLLING)).answer().body());
                random.add(sid.substring(0, RANDOM_CHARACTERS));
                bits(sid).stream().forEach(bit -> ones[bit]++);
            }
        }
        assertThat(random).hasSize(sessions);
        // Each of 120 bits is a coin that was tossed 1000 times: further from 500 than this comes once in 10^9 tests.
        for (int count : ones) assertThat(count).isBetween(380, 620);
    }

    private static BitSet bits(String sid) {
        var bits = new BitSet();
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            int value = ID_ALPHABET.indexOf(sid.charAt(i));
            for (int bit = 0; bit < 6; bit++) bits.set(6 * i + bit, (value >> bit & 1) == 1);
        }
        return bits;
    }

    // ---- Bodies ----

    @Test
    @DisplayName("CVE-2020-36048")
    void aHugeBodyIsRefusedLongBeforeItsEnd() {
        assertTooLarge(session(cluster.node(), "4"), 413);
    }

    @Test
    @DisplayName("CVE-2020-36048")
    void aHugeBodyOfNoSessionIsRefusedByItsHead() {
        try (Offender offender = offender()) {
            offender.send(request("POST", POLLING, "Content-Length: " + HUGE));
            assertThat(offender.answer().said()).isEqualTo("400 {\"code\":2,\"message\":\"Bad handshake method\"}");
            offender.flood(MEGABYTE, HUGE / MEGABYTE.length);
        }
    }

    @Test
    @DisplayName("CVE-2020-36048")
    void aHugeBodyOfABackendIsRefusedLongBeforeItsEnd() {
        assertTooLarge("/api/v1/emit", 413, "Content-Type: application/json", "X-Api-Key: " + cluster.apiKey());
    }

    private static void assertTooLarge(String uri, int status, String... headers) {
        try (Offender offender = offender()) {
            offender.send(head("POST " + uri + " HTTP/1.1\r\nContent-Length: " + HUGE, headers));
            offender.send(MEGABYTE, MEGABYTE);
            assertThat(offender.answer().status()).isEqualTo(status);
            offender.flood(MEGABYTE, HUGE / MEGABYTE.length);
        }
    }

    @Test
    @DisplayName("CVE-2026-48779")
    void aBodyInTinyChunksIsRefusedByItsSize() {
        byte[] chunks = bytes("4\r\nxxxx\r\n".repeat(10_000));
        try (Offender offender = offender()) {
            offender.send(request("POST", session(cluster.node(), "4"), CHUNKED))
                    .flood(chunks, 30);
            assertThat(offender.answer().status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "zstd", "snappy", "deflate"})
    @DisplayName("CVE-2026-42587")
    void aCompressedBodyIsNotInflated(String coding) throws IOException {
        String session = session(cluster.node(), "4");
        try (Offender offender = offender()) {
            byte[] body = gzip(new byte[5_000_000]);
            assertThat(body.length).isLessThan(50_000);
            offender.send(post(session, body, "Content-Encoding: " + coding)).answer();
            assertThat(offender.send(request("GET", session)).answer().said())
                    .as("it is no packet")
                    .isEqualTo("400 {\"code\":1,\"message\":\"Session ID unknown\"}");
            offender.send(post(
                    "/api/v1/emit",
                    gzip(bytes("{\"event\":\"x\"}")),
                    "Content-Encoding: " + coding,
                    "Content-Type: application/json",
                    "X-Api-Key: " + cluster.apiKey()));
            assertThat(offender.answer().said()).startsWith("400 ").contains("invalid_json");
        }
    }

    private static byte[] gzip(byte[] data) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(data);
        }
        return packed.toByteArray();
    }

    // ---- Where one request ends and the next begins ----

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u0001\u0002", "\u000b", "\u001f", "\u007f", "\u0016\u0003\u0001"})
    @DisplayName("CVE-2026-50020")
    void controlBytesInFrontOfARequestAreRefused(String bytes) {
        assertRefusedAndCutOff(400, bytes(bytes), request("GET", POLLING));
    }

    @ParameterizedTest
    @CsvSource({"POST, HTTP/1.0", "POST, HTTP/1.1", "GET, HTTP/1.0", "GET, HTTP/1.1"})
    @DisplayName("CVE-2026-42581")
    void aBodyWithTwoLengthsIsRefused(String method, String version) {
        String begin = method + " " + session(cluster.node(), "4") + " " + version;
        byte[] smuggled = request("GET", "/health/live");
        assertRefusedAndCutOff(400, head(begin, CHUNKED, "Content-Length: 5"), bytes("0\r\n\r\n"), smuggled);
        assertRefusedAndCutOff(400, head(begin, "Content-Length: 5", CHUNKED), bytes("0\r\n\r\n"), smuggled);
    }

    @Test
    @DisplayName("CVE-2026-42581")
    void aBodyWithTwoContentLengthsIsRefused() {
        String begin = "POST " + session(cluster.node(), "4") + " HTTP/1.1";
        byte[] smuggled = request("GET", "/health/live");
        assertRefusedAndCutOff(400, head(begin, "Content-Length: 5", "Content-Length: 0"), bytes("40\r\n\r"), smuggled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Transfer-Encoding: xchunked", "Content-Length: -1", "Content-Length: +5", "Content-Length: 5,6"
            })
    @DisplayName("CVE-2026-42581")
    void aBodyOfNoKnownLengthIsRefused(String header) {
        assertRefusedAndCutOff(
                400, request("POST", session(cluster.node(), "4"), header), bytes("5\r\nhello\r\n0\r\n\r\n"));
    }

    @Test
    @DisplayName("CVE-2026-42581")
    void aChunkOfNoLengthEndsTheConnection() {
        try (Offender offender = offender()) {
            offender.send(request("POST", session(cluster.node(), "4"), CHUNKED), bytes("zz\r\nhello\r\n0\r\n\r\n"));
            assertThat(offender.isCutOff()).isTrue();
        }
    }

    @Test
    @DisplayName("CVE-2026-47244, GHSA-w9fj-cfpg-grvv")
    void http2IsNotSpoken() {
        byte[] settings = {0, 0, 0, 4, 0, 0, 0, 0, 0};
        assertRefusedAndCutOff(501, bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), settings);
        try (Offender offender = offender()) {
            offender.send(request(
                    "GET",
                    "/health/live",
                    "Upgrade: h2c",
                    "Connection: Upgrade, HTTP2-Settings",
                    "HTTP2-Settings: AAMAAABkAAQAAP__"));
            assertThat(offender.answer().status()).as("HTTP/1.1 goes on").isEqualTo(200);
        }
    }

    // ---- Files ----

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/socket.io/bar%2F..%2Fsocket.io.min.js",
                "/socket.io/%2e%2e/socket.io/socket.io.min.js",
                "/bar%2F..%2Findex.html",
                "/socket.io/..%2F..%2F..%2Fetc%2Fpasswd"
            })
    @DisplayName("CVE-2026-1002")
    void anEncodedPathPoisonsNoFile(String path) {
        try (Offender offender = offender()) {
            Offender.Answer file = theClient(offender);
            assertThat(file.status()).isEqualTo(200);
            assertThat(offender.send(request("GET", path)).answer().status()).isIn(400, 404);
            assertThat(theClient(offender).body()).isEqualTo(file.body());
        }
    }

    private static Offender.Answer theClient(Offender offender) {
        return offender.send(request("GET", "/socket.io/socket.io.min.js")).answer();
    }
}
