package dev.parley.server.system;

import static dev.parley.server.system.Offender.session;
import static dev.parley.server.system.RawBytes.WEBSOCKET;
import static dev.parley.server.system.RawBytes.bytes;
import static dev.parley.server.system.RawBytes.frame;
import static dev.parley.server.system.RawBytes.handshake;
import static dev.parley.server.system.RawBytes.join;
import static dev.parley.server.system.RawBytes.post;
import static dev.parley.server.system.RawBytes.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes and frames that harmed other WebSocket servers. */
class RegisterWebSocketIT {

    private static final int FINAL_TEXT = 0x81;
    private static final int FIRST_TEXT = 0x01;
    private static final int CONTINUED = 0x00;
    private static final int PING = 0x89;
    private static final int PONG = 0x8a;
    private static final int COMPRESSED = 0x40;
    private static final int RSV2 = 0x20;
    private static final int RSV3 = 0x10;
    private static final byte[] NOTHING = new byte[0];

    @RegisterExtension
    static final BystanderCluster cluster = new BystanderCluster();

    private static Offender offender() {
        return Offender.at(cluster.node());
    }

    private static Offender connected() {
        return Offender.connected(cluster.node());
    }

    private static void assertUsable(Offender offender) {
        offender.send(text("4212345[\"ping\"]"));
        assertThat(offender.next()).startsWith("4312345[{\"ok\":true");
    }

    // ---- Handshakes ----

    @ParameterizedTest
    @ValueSource(ints = {RSV2, RSV3, RSV2 | RSV3})
    @DisplayName("CVE-2022-21676")
    void bytesBehindAHandshakeThatAreNoFrameCloseTheWebSocket(int reserved) {
        try (Offender offender = offender()) {
            offender.send(handshake(WEBSOCKET), frame(FINAL_TEXT | reserved, bytes("4x")));
            assertThat(offender.answer().status()).isEqualTo(101);
            assertThat(offender.next()).startsWith("0{");
            assertThat(offender.next()).isEqualTo("close 1002");
            assertThat(offender.isCutOff()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {RSV2, RSV3, RSV2 | RSV3})
    @DisplayName("CVE-2022-21676")
    void bytesBehindAnUpgradeThatAreNoFrameCloseTheCandidateOnly(int reserved) {
        String session = session(cluster.node(), "4");
        try (Offender offender = offender()) {
            offender.send(
                    handshake(session.replace("polling", "websocket")), frame(FINAL_TEXT | reserved, bytes("2probe")));
            assertThat(offender.answer().status()).isEqualTo(101);
            assertThat(offender.next()).isEqualTo("close 1002");
            assertThat(offender.isCutOff()).isTrue();
        }
        assertPolls(session);
    }

    private static void assertPolls(String session) {
        try (Offender offender = offender()) {
            assertThat(offender.send(post(session, bytes("40"))).answer().said())
                    .isEqualTo("200 ok");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"__proto__", "constructor", "toString", "webtransport", ""})
    @DisplayName("CVE-2023-31125")
    void aTransportThatIsNoneIsRefused(String transport) {
        try (Offender offender = offender()) {
            offender.send(handshake("/socket.io/?EIO=4&transport=" + transport));
            assertThat(offender.answer().said()).isEqualTo("400 Transport unknown");
            assertThat(offender.isCutOff()).isTrue();
        }
    }

    @Test
    @DisplayName("CVE-2022-41940")
    void aResetWhileAnUpgradeIsRefusedIsNothing() {
        for (int i = 0; i < 300; i++) {
            Offender offender = offender();
            offender.send(handshake("/socket.io/?EIO=4&transport=websocket&sid=nobody-" + i));
            if (i % 2 == 0) assertThat(offender.answer().said()).isEqualTo("400 Session ID unknown");
            offender.reset();
        }
    }

    @Test
    @DisplayName("CVE-2020-28481")
    void aPageOfAStrangerIsRefused() {
        try (Offender offender = offender()) {
            offender.send(handshake(WEBSOCKET, "Origin: https://evil.example"));
            assertThat(offender.answer().said()).isEqualTo("400 Forbidden");
        }
        try (Offender friend = offender()) {
            friend.send(handshake(WEBSOCKET, "Origin: " + BystanderCluster.FRIEND));
            assertThat(friend.answer().status()).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "constructor",
                "__proto__; hasOwnProperty",
                "permessage-deflate; client_max_window_bits; server_max_window_bits=8",
                "x-webkit-deflate-frame",
                ";,;,;;;\"\"\"="
            })
    @DisplayName("GHSA-5v72-xg48-5rpm; decompression bomb note of Centrifugo 6.8.4")
    void noExtensionIsAgreedOn(String extensions) {
        try (Offender offender = offender()) {
            offender.send(handshake(WEBSOCKET, "Sec-WebSocket-Extensions: " + extensions));
            Offender.Answer answer = offender.answer();
            assertThat(answer.status()).isEqualTo(101);
            assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Extensions");
        }
    }

    @Test
    @DisplayName("Decompression bomb note of Centrifugo 6.8.4")
    void aCompressedFrameIsNotInflated() {
        try (Offender offender = connected()) {
            offender.send(frame(FINAL_TEXT | COMPRESSED, new byte[10_000]));
            assertThat(offender.next()).isEqualTo("close 1002");
        }
    }

    @ParameterizedTest
    @CsvSource({"7000, 101", "60000, 431"})
    @DisplayName("CVE-2021-32640")
    void aVeryLongSubprotocolIsReadOnce(int spaces, int status) {
        try (Offender offender = offender()) {
            offender.send(handshake(WEBSOCKET, "Sec-WebSocket-Protocol: b" + " ".repeat(spaces) + "x"));
            Offender.Answer answer = offender.answer();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.headers()).doesNotContainKey("Sec-WebSocket-Protocol");
        }
    }

    @Test
    @DisplayName("CVE-2024-37890")
    void moreHeadersThanTheLimitAreRefused() {
        String[] headers = Collections.nCopies(20_000, "X: y").toArray(String[]::new);
        try (Offender offender = offender()) {
            offender.send(handshake(WEBSOCKET, headers));
            assertThat(offender.answer().status()).isEqualTo(431);
            assertThat(offender.isCutOff()).isTrue();
        }
    }

    @Test
    void anUpgradeWithALargeBodyIsRefused() {
        try (Offender offender = offender()) {
            offender.send(handshake(WEBSOCKET, "Content-Length: 100000000"), new byte[100_000]);
            assertThat(offender.answer().status()).isEqualTo(413);
            assertThat(offender.isCutOff()).isTrue();
        }
    }

    // ---- Frames ----

    @ParameterizedTest
    @CsvSource({"161, 0", "145, 0", "131, 0", "139, 0", "137, 126", "9, 0", "136, 1", "0, 1"})
    @DisplayName("CVE-2022-21676")
    void aFrameThatIsNoneClosesTheWebSocket(int first, int length) {
        try (Offender offender = connected()) {
            offender.send(frame(first, new byte[length]));
            assertThat(offender.next()).isEqualTo("close 1002");
            assertThat(offender.isCutOff()).isTrue();
        }
    }

    @Test
    @DisplayName("CVE-2016-10542, CVE-2026-44545; oversized frames of netty-socketio 2.0.1")
    void anOversizedFrameIsRefusedByItsHead() {
        byte[] announced = {(byte) FINAL_TEXT, (byte) 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] tooLarge = frame(FINAL_TEXT, new byte[1_000_001]);
        for (int i = 0; i < 30; i++) {
            try (Offender offender = connected()) {
                offender.send(i % 2 == 0 ? announced : tooLarge);
                assertThat(offender.next()).isEqualTo("close 1009");
            }
        }
    }

    @Test
    @DisplayName("CVE-2026-42786, CVE-2026-47073")
    void endlessContinuationsAreTooLarge() {
        try (Offender offender = connected()) {
            offender.send(frame(FIRST_TEXT, bytes("4"))).flood(frame(CONTINUED, new byte[60_000]), 10_000);
            assertThat(offender.next()).isEqualTo("close 1009");
            assertThat(offender.isCutOff()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @DisplayName("CVE-2026-48779")
    void endlessTinyFragmentsAreTooLarge(int length) {
        byte[] fragments = join(
                Collections.nCopies(1_000, frame(CONTINUED, new byte[length])).toArray(byte[][]::new));
        try (Offender offender = connected()) {
            offender.send(frame(FIRST_TEXT, bytes("4"))).flood(fragments, 10_000);
            assertThat(offender.next()).isEqualTo("close 1009");
            assertThat(offender.isCutOff()).isTrue();
        }
    }

    @Test
    @DisplayName("CVE-2026-48779")
    void aFloodOfTinyMessagesHoldsUpItsSenderOnly() {
        byte[] noops = join(Collections.nCopies(1_000, text("6")).toArray(byte[][]::new));
        try (Offender offender = connected()) {
            assertUsable(offender.flood(noops, 300));
        }
    }

    @Test
    @DisplayName("CVE-2026-48802")
    void unsolicitedPongsAreNothing() {
        byte[] pongs = join(Collections.nCopies(1_000, frame(PONG, NOTHING)).toArray(byte[][]::new));
        byte[] heartbeats = join(Collections.nCopies(1_000, text("3")).toArray(byte[][]::new));
        try (Offender offender = connected()) {
            assertUsable(offender.flood(pongs, 200).flood(heartbeats, 200));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125})
    @DisplayName("CVE-2016-10518, CVE-2026-45736")
    void aPongHasTheBytesOfItsPingAndNoOthers(int length) {
        try (Offender offender = connected()) {
            offender.send(frame(PING, bytes("p".repeat(length))));
            assertThat(offender.next()).isEqualTo("pong " + "p".repeat(length));
        }
    }
}
