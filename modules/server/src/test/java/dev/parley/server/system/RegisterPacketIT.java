package dev.parley.server.system;

import static dev.parley.server.system.Offender.session;
import static dev.parley.server.system.RawBytes.bytes;
import static dev.parley.server.system.RawBytes.frame;
import static dev.parley.server.system.RawBytes.post;
import static dev.parley.server.system.RawBytes.request;
import static dev.parley.server.system.RawBytes.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that harmed other servers of Socket.IO, sent by clients that have joined. */
class RegisterPacketIT {

    private static final byte[] BINARY = frame(0x82, new byte[] {1, 2, 3});
    private static final String PING = "4212345[\"ping\"]";
    private static final String PONG = "4312345[{\"ok\":true";
    private static final int LONG = 990_000;

    @RegisterExtension
    static final BystanderCluster cluster = new BystanderCluster();

    private static void assertEnds(byte[]... frames) {
        try (Offender offender = Offender.connected(cluster.node())) {
            offender.send(frames);
            assertThat(offender.next()).isEqualTo("close 1000");
        }
    }

    private static void assertGoesOn(byte[]... frames) {
        try (Offender offender = Offender.connected(cluster.node())) {
            offender.send(frames).send(text(PING));
            assertThat(offender.next()).startsWith(PONG);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "442[\"some\",\"data\"",
                "40/admin,\"invalid\"",
                "40[]",
                "41/admin,{}",
                "42/admin,\"invalid",
                "42/admin,{}",
                "42[\"connect\"]",
                "42[\"disconnect\",\"123\"]",
                "45",
                "451",
                "45a-",
                "451.23-",
                "4999"
            })
    @DisplayName("Reject list of the tests of socket.io-parser")
    void whatTheReferenceRejectsEndsItsSender(String packet) {
        assertEnds(text(packet));
    }

    @Test
    @DisplayName("Reject list of the tests of socket.io-parser")
    void bytesWithoutAHeaderEndTheirSender() {
        assertEnds(BINARY);
    }

    @Test
    @DisplayName("Reject list of the tests of socket.io-parser")
    void textWhileAttachmentsAreDueEndsItsSender() {
        assertEnds(text("451-[\"x\",{\"_placeholder\":true,\"num\":0}]"), text("42[\"y\"]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"42[{\"toString\":\"foo\"}]", "42[null,\"x\"]", "42[true,\"x\"]"})
    @DisplayName("CVE-2023-32695")
    void anEventWhoseNameIsNoneEndsItsSender(String packet) {
        assertEnds(text(packet));
    }

    @Test
    @DisplayName("CVE-2024-38355")
    void anEventNamedErrorIsOneLikeAnyOther() {
        assertGoesOn(text("42[\"error\"]"), text("42[\"error\",{\"message\":\"x\"}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"splice\"", "\"__proto__\"", "1", "-1", "0.5", "1e99", "null", "true"})
    @DisplayName("CVE-2022-2421")
    void aPlaceholderOfNoAttachmentEndsItsSender(String number) {
        assertEnds(text("451-[\"hello\",{\"_placeholder\":true,\"num\":" + number + "}]"), BINARY);
    }

    @Test
    @DisplayName("CVE-2022-2421")
    void twoPlaceholdersOfOneAttachmentEndTheirSender() {
        String placeholder = "{\"_placeholder\":true,\"num\":0}";
        assertEnds(text("452-[\"hello\"," + placeholder + "," + placeholder + "]"), BINARY, BINARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "99", "1000000", "99999999999999999999"})
    @DisplayName("CVE-2026-33151")
    void moreAttachmentsThanOneMayHaveEndTheirSender(String count) {
        assertEnds(text("45" + count + "-[\"x\"]"));
    }

    @Test
    @DisplayName("CVE-2026-33151, netty-socketio #945")
    void attachmentsThatDoNotComeEndTheirSender() {
        assertEnds(text("452-[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]"), BINARY);
    }

    static Stream<String> longRuns() {
        return Stream.of("42" + "1".repeat(LONG), "42/" + "a".repeat(LONG), "45" + "1".repeat(LONG), "4".repeat(LONG));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("longRuns")
    @DisplayName("CVE-2020-36049")
    void endlessDigitsAndNamesEndTheirSender(String packet) {
        for (int i = 0; i < 5; i++) {
            assertEnds(text(packet));
            assertEnds(text(packet + ",[\"x\"]"));
        }
    }

    static Stream<byte[]> malformedPayloads() {
        return Stream.of(
                bytes("x:4hello"),
                bytes("99999999999999999999:4"),
                bytes("-1:4"),
                bytes("5:4a"),
                bytes("1:"),
                bytes(""),
                bytes("1".repeat(LONG)),
                bytes("0:".repeat(LONG / 2) + "x"));
    }

    static Stream<byte[]> malformedBinaryPayloads() {
        byte[] endless = new byte[LONG];
        endless[0] = 1;
        return Stream.of(
                new byte[] {0, 6, '4', 'h', 'i'},
                new byte[] {0, 1},
                new byte[] {2, 1, (byte) 0xff, '4'},
                new byte[] {1, 9, 9, (byte) 0xff, 4},
                new byte[] {0, (byte) 0xff, 0, (byte) 0xff},
                new byte[] {1, 0x2f, (byte) 0xff, 4},
                endless);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("malformedPayloads")
    @DisplayName("engineioxide #739 and #741")
    void aLengthThatIsNoneEndsTheSession(byte[] payload) {
        assertEndsSession("3", payload, "Content-Type: text/plain");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("malformedBinaryPayloads")
    @DisplayName("engineioxide #739 and #741")
    void aBinaryLengthThatIsNoneEndsTheSession(byte[] payload) {
        assertEndsSession("3", payload, "Content-Type: application/octet-stream");
    }

    @Test
    @DisplayName("engine.io 6.6.7")
    void bytesWhereRevisionFourHasTextAreRefused() {
        assertThat(assertEndsSession("4", bytes("40"), "Content-Type: application/octet-stream"))
                .isEqualTo(400);
    }

    /** The answer may tell it or not, the session is gone. */
    private static int assertEndsSession(String revision, byte[] payload, String type) {
        String session = session(cluster.node(), revision);
        try (Offender offender = Offender.at(cluster.node())) {
            int status = offender.send(post(session, payload, type)).answer().status();
            assertThat(status).isIn(200, 400);
            assertThat(offender.send(request("GET", session)).answer().said())
                    .isEqualTo("400 {\"code\":1,\"message\":\"Session ID unknown\"}");
            return status;
        }
    }
}
