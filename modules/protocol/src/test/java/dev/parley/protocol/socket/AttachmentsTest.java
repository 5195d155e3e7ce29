package dev.parley.protocol.socket;

import static dev.parley.protocol.socket.Texts.decode;
import static dev.parley.protocol.socket.Texts.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.protocol.socket.SocketCodec.Awaiting;
import dev.parley.protocol.socket.SocketCodec.Decoded;
import dev.parley.protocol.socket.SocketCodec.Fault;
import dev.parley.protocol.socket.SocketCodec.Ignored;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentsTest {

    private static final byte[] ONE = {1};
    private static final byte[] TWO = {2, 2};
    private static final Fault MISFIT = new Fault("placeholder without its own attachment");

    @Nested
    class Collecting {

        @Test
        void thePacketIsWholeWithItsLastAttachment() {
            PendingAttachments pending = pending("52-/a,3[\"x\"," + placeholder("1") + "," + placeholder("0") + "]");

            assertThat(pending.add(ONE)).isEqualTo(new Awaiting(pending));
            assertThat(shown(pending.add(TWO)))
                    .isEqualTo("event /a id 3 [\"x\"," + placeholder("1") + "," + placeholder("0") + "] +01 +0202");
        }

        @Test
        void tenAttachmentsAreAllowedAndMayBeEmpty() {
            Decoded decoded = decode("510-[\"x\"]");
            for (int i = 0; i < 10; i++)
                decoded = ((Awaiting) decoded).pending().add(new byte[0]);

            assertThat(shown(decoded)).isEqualTo("event / id null [\"x\"]" + " +".repeat(10));
        }

        @Test
        void theCountMayHaveALeadingZero() {
            assertThat(shown(decode("501-[\"x\"]", ONE))).isEqualTo("event / id null [\"x\"] +01");
        }

        @Test
        void anEventWithoutPayloadStillWaitsForThem() {
            assertThat(shown(decode("51-", ONE))).isEqualTo("event / id null [] +01");
        }

        @Test
        void anAckWithoutIdIsIgnoredBehindTheLast() {
            assertThat(decode("61-[" + placeholder("0") + "]")).isInstanceOf(Awaiting.class);
            assertThat(decode("61-[" + placeholder("0") + "]", ONE)).isEqualTo(new Ignored("ACK without id"));
        }

        @Test
        void oneMoreThanDueIsTheCallersMistake() {
            PendingAttachments pending = pending("51-[\"x\"]");
            pending.add(ONE);

            assertThatIllegalStateException().isThrownBy(() -> pending.add(ONE));
        }
    }

    @Nested
    class Limits {

        private static final DecodeLimits TIGHT = new DecodeLimits(2, 3, 10, 10);

        @Test
        void theirBytesAreCountedTogetherAndAtOnce() {
            assertThat(shown(pending("52-[\"x\"]", TIGHT).add(new byte[3]))).isEqualTo("awaiting");
            assertThat(pending("52-[\"x\"]", TIGHT).add(new byte[4])).isEqualTo(new Fault("attachments too large"));

            PendingAttachments exact = pending("52-[\"x\"]", TIGHT);
            exact.add(TWO);
            assertThat(shown(exact.add(ONE))).isEqualTo("event / id null [\"x\"] +0202 +01");

            PendingAttachments over = pending("52-[\"x\"]", TIGHT);
            over.add(TWO);
            assertThat(over.add(TWO)).isEqualTo(new Fault("attachments too large"));
        }

        @Test
        void cve_2026_33151_moreThanTheLimitIsRefusedBeforeTheFirstArrives() {
            byte[] three = "53-[\"x\"]".getBytes(StandardCharsets.UTF_8);

            assertThat(SocketCodec.decode(three, 0, three.length, TIGHT)).isEqualTo(new Fault("bad attachment count"));
            assertThat(decode("599-[\"x\"]")).isEqualTo(new Fault("bad attachment count"));
            assertThat(decode("5100000-[\"x\"]")).isEqualTo(new Fault("bad attachment count"));
        }
    }

    @Nested
    class Placeholder {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"splice\"",
                    "2",
                    "-1",
                    "0.5",
                    "1.0",
                    "1e0",
                    "null",
                    "true",
                    "\"0\"",
                    "[0]",
                    "{}",
                    "99999999999999999999"
                })
        void cve_2022_2421_mustNameAnAttachmentByItsIndex(String num) {
            assertThat(decode("52-[\"hello\"," + placeholder(num) + "]", ONE)).isInstanceOf(Awaiting.class);
            assertThat(decode("52-[\"hello\"," + placeholder(num) + "]", ONE, TWO))
                    .isEqualTo(MISFIT);
        }

        @Test
        void mustHaveANumber() {
            assertThat(decode("51-[\"x\",{\"_placeholder\":true}]", ONE)).isEqualTo(MISFIT);
        }

        @Test
        void mayNotShareItsAttachment() {
            assertThat(decode("52-[\"x\"," + placeholder("0") + "," + placeholder("0") + "]", ONE, TWO))
                    .isEqualTo(MISFIT);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[[[%s]]]",
                    "{\"a\":{\"b\":[1,%s]}}",
                    "{\"_placeholder\":false,\"num\":0,\"a\":%s}",
                    "{\"_placeholder\":%s}",
                    "{\"num\":[%s]}",
                    "{\"_placeholder\":true,\"num\":0,\"a\":%s}"
                })
        void isFoundAtAnyDepth(String around) {
            assertThat(decode("51-[\"x\"," + around.formatted(placeholder("7")) + "]", ONE))
                    .isEqualTo(MISFIT);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{ \"num\" : 7 , \"_placeholder\" : true }",
                    "{\"_placeholder\":true,\"num\":7,\"more\":1}",
                    "{\"\\u005fplaceholder\":true,\"n\\u0075m\":7}",
                    "{\"_placeholder\":false,\"_placeholder\":true,\"num\":7}",
                    "{\"_placeholder\":true,\"num\":0,\"num\":7}"
                })
        void isReadAsJavaScriptReadsIt(String object) {
            assertThat(decode("51-[\"x\"," + object + "]", ONE)).isEqualTo(MISFIT);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"_placeholder\":1,\"num\":7}",
                    "{\"_placeholder\":\"true\",\"num\":7}",
                    "{\"_placeholder\":true,\"_placeholder\":null,\"num\":7}",
                    "{\"placeholder\":true,\"num\":7}",
                    "{\"num\":7}",
                    "{\"_placeholder\":true,\"num\":7,\"num\":0}",
                    "{\"_placeholder\":true,\"num\":-0}",
                    "\"{\\\"_placeholder\\\":true,\\\"num\\\":7}\""
                })
        void isNothingElse(String value) {
            assertThat(shown(decode("51-[\"x\"," + value + "]", ONE)))
                    .isEqualTo("event / id null [\"x\"," + value + "] +01");
        }

        @Test
        void inAnAckIsCheckedToo() {
            assertThat(decode("61-5[" + placeholder("1") + "]", ONE)).isEqualTo(MISFIT);
            assertThat(decode("61-[" + placeholder("1") + "]", ONE)).isEqualTo(MISFIT);
        }
    }

    private static String placeholder(String num) {
        return "{\"_placeholder\":true,\"num\":" + num + "}";
    }

    private static PendingAttachments pending(String text) {
        return pending(text, DecodeLimits.DEFAULTS);
    }

    private static PendingAttachments pending(String text, DecodeLimits limits) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ((Awaiting) SocketCodec.decode(bytes, 0, bytes.length, limits)).pending();
    }
}
