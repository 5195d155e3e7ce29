package dev.parley.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.standardwebhooks.Webhook;
import dev.parley.client.WebhookRefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {

    private static final Instant NOW = Instant.parse("2030-01-31T12:00:00Z");
    private static final String SECRET = secret("the first secret of this one");
    private static final String OTHER = secret("the second secret of this one");
    private static final String BODY = """
            {"type":"user.online","timestamp":"2030-01-31T12:00:00Z","data":{"namespace":"/","user":"ann"}}""";

    private final Webhooks webhooks = Webhooks.verifiedBy(SECRET).clock(Clock.fixed(NOW, ZoneOffset.UTC));

    private static String secret(String text) {
        return "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Headers as the stock library signs them, in the names that an HTTP server may make of them. */
    private static Map<String, List<String>> signed(String secret, Instant at, String body) throws Exception {
        String signature = new Webhook(secret).sign("msg_1", at.getEpochSecond(), body);
        return headers(at.getEpochSecond() + "", signature);
    }

    private static Map<String, List<String>> headers(String timestamp, String signature) {
        return new HashMap<>(Map.of(
                "Webhook-id", List.of("msg_1"),
                "WEBHOOK-TIMESTAMP", List.of(timestamp),
                "webhook-signature", List.of(signature)));
    }

    private static void assertRefused(Webhooks webhooks, byte[] body, Map<String, List<String>> headers, Reason why) {
        assertThatThrownBy(() -> webhooks.verify(body, headers))
                .asInstanceOf(type(WebhookRefusedException.class))
                .extracting(WebhookRefusedException::reason)
                .isEqualTo(why);
    }

    @Nested
    class Verified {

        @Test
        void whatTheStockLibrarySignsIsRead() throws Exception {
            assertThat(webhooks.verify(bytes(BODY), signed(SECRET, NOW, BODY)))
                    .containsExactly(new WebhookEvent.UserOnline("msg_1", NOW, "/", "ann"));
        }

        @Test
        void headersMayBeAskedForOneByOne() throws Exception {
            Map<String, List<String>> headers = signed(SECRET, NOW, BODY);
            headers.putAll(
                    Map.of("webhook-id", List.of("msg_1"), "webhook-timestamp", headers.get("WEBHOOK-TIMESTAMP")));
            assertThat(webhooks.verify(bytes(BODY), name -> headers.get(name).getFirst()))
                    .hasSize(1);
        }

        @Test
        void oneOfSeveralSecretsAndOneOfSeveralSignaturesIsEnough() throws Exception {
            Webhooks rotating = Webhooks.verifiedBy(SECRET, OTHER).clock(Clock.fixed(NOW, ZoneOffset.UTC));
            assertThat(rotating.verify(bytes(BODY), signed(OTHER, NOW, BODY))).hasSize(1);
            String both = "v1,AAAA v2,what v1 " + signature(OTHER) + " " + signature(SECRET);
            assertThat(webhooks.verify(bytes(BODY), headers(NOW.getEpochSecond() + "", both)))
                    .hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(longs = {-300, 0, 300})
        void clocksMayBeFiveMinutesApart(long seconds) throws Exception {
            assertThat(webhooks.verify(bytes(BODY), signed(SECRET, NOW.plusSeconds(seconds), BODY)))
                    .hasSize(1);
        }

        @Test
        void publicKeyVerifiesWithoutASecret() throws Exception {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] named = pair.getPublic().getEncoded();
            String key = "whpk_"
                    + Base64.getEncoder().encodeToString(Arrays.copyOfRange(named, named.length - 32, named.length));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(WebhookKey.content("msg_1", NOW.getEpochSecond() + "", bytes(BODY)));
            String text = "v1a," + Base64.getEncoder().encodeToString(signature.sign());
            Webhooks byKey = Webhooks.verifiedBy(key).clock(Clock.fixed(NOW, ZoneOffset.UTC));
            assertThat(byKey.verify(bytes(BODY), headers(NOW.getEpochSecond() + "", text)))
                    .hasSize(1);
            assertRefused(byKey, bytes(BODY + " "), headers(NOW.getEpochSecond() + "", text), Reason.SIGNATURE_INVALID);
            assertRefused(byKey, bytes(BODY), headers(NOW.getEpochSecond() + "", "v1a,AAAA"), Reason.SIGNATURE_INVALID);
            assertRefused(
                    byKey,
                    bytes(BODY),
                    headers(NOW.getEpochSecond() + "", text.replace("v1a,", "v1,")),
                    Reason.SIGNATURE_INVALID);
        }

        private String signature(String secret) throws Exception {
            return signed(secret, NOW, BODY).get("webhook-signature").getFirst();
        }
    }

    @Nested
    class Refused {

        @Test
        void anyChangedBit() throws Exception {
            Map<String, List<String>> headers = signed(SECRET, NOW, BODY);
            byte[] body = bytes(BODY);
            for (int bit = 0; bit < body.length * 8; bit++) {
                byte[] changed = body.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertRefused(webhooks, changed, headers, Reason.SIGNATURE_INVALID);
            }
        }

        @Test
        void anotherSecretIdOrTime() throws Exception {
            assertRefused(webhooks, bytes(BODY), signed(OTHER, NOW, BODY), Reason.SIGNATURE_INVALID);
            Map<String, List<String>> headers = signed(SECRET, NOW, BODY);
            headers.put("Webhook-id", List.of("msg_2"));
            assertRefused(webhooks, bytes(BODY), headers, Reason.SIGNATURE_INVALID);
            headers.put("Webhook-id", List.of("msg_1"));
            headers.put("WEBHOOK-TIMESTAMP", List.of(NOW.getEpochSecond() + 1 + ""));
            assertRefused(webhooks, bytes(BODY), headers, Reason.SIGNATURE_INVALID);
        }

        @Test
        void whatWasSignedTooLongAgoOrTooFarAhead() throws Exception {
            assertRefused(webhooks, bytes(BODY), signed(SECRET, NOW.minusSeconds(301), BODY), Reason.TOO_OLD);
            assertRefused(webhooks, bytes(BODY), signed(SECRET, NOW.plusSeconds(301), BODY), Reason.TOO_NEW);
            Webhooks strict = webhooks.tolerance(Duration.ofSeconds(1));
            assertRefused(strict, bytes(BODY), signed(SECRET, NOW.minusSeconds(2), BODY), Reason.TOO_OLD);
        }

        @ParameterizedTest
        @ValueSource(strings = {"webhook-signature", "Webhook-id", "WEBHOOK-TIMESTAMP"})
        void missingHeader(String name) throws Exception {
            Map<String, List<String>> headers = signed(SECRET, NOW, BODY);
            headers.remove(name);
            assertRefused(webhooks, bytes(BODY), headers, Reason.HEADER_MISSING);
            headers.put(name, List.of());
            assertRefused(webhooks, bytes(BODY), headers, Reason.HEADER_MISSING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"now", "99999999999999999999", "1.5", " 1"})
        void timestampThatIsNone(String timestamp) {
            assertRefused(webhooks, bytes(BODY), headers(timestamp, "v1,AAAA"), Reason.TIMESTAMP_UNREADABLE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"9223372036854775807", "-9223372036854775808"})
        void timestampAtTheEndOfTime(String timestamp) {
            assertRefused(
                    webhooks,
                    bytes(BODY),
                    headers(timestamp, "v1,AAAA"),
                    timestamp.startsWith("-") ? Reason.TOO_OLD : Reason.TOO_NEW);
        }

        @ParameterizedTest
        @ValueSource(strings = {"v1", "v1,", "v1,%%%", "v2,AAAA", "AAAA", " ", "v1a,AAAA"})
        void signatureThatIsNone(String signature) {
            assertRefused(
                    webhooks, bytes(BODY), headers(NOW.getEpochSecond() + "", signature), Reason.SIGNATURE_INVALID);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "{}",
                    "{\"type\":\"x\"}",
                    "{\"type\":\"x\",\"timestamp\":\"now\"}",
                    "{\"type\":\"batch\"}"
                })
        void signedBodyThatParleyDoesNotWrite(String body) throws Exception {
            assertRefused(webhooks, bytes(body), signed(SECRET, NOW, body), Reason.BODY_UNREADABLE);
        }

        @Test
        void keysThatAreNone() {
            for (String key : List.of("", "whsec_", "whsec_%%%", "whpk_AAAA", "whpk_%%%")) {
                assertThatThrownBy(() -> Webhooks.verifiedBy(key)).isInstanceOf(IllegalArgumentException.class);
            }
            String[] none = {};
            assertThatThrownBy(() -> Webhooks.verifiedBy(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Told {

        private WebhookEvent read(String type, String data) throws Exception {
            String body = "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":%s}".formatted(type, NOW, data);
            return webhooks.verify(bytes(body), signed(SECRET, NOW, body)).getFirst();
        }

        @Test
        void everyTypeHasItsRecord() throws Exception {
            Optional<String> ann = Optional.of("ann");
            String socket = "\"socket\":\"s\",\"namespace\":\"/\",\"user\":\"ann\"";
            assertThat(read("socket.connected", "{\"socket\":\"s\",\"namespace\":\"/\"}"))
                    .isEqualTo(new WebhookEvent.SocketConnected("msg_1", NOW, "s", "/", Optional.empty()));
            assertThat(read("socket.disconnected", "{" + socket + ",\"reason\":\"node lost\"}"))
                    .isEqualTo(new WebhookEvent.SocketDisconnected("msg_1", NOW, "s", "/", ann, "node lost"));
            assertThat(read("room.joined", "{" + socket + ",\"room\":\"r\"}"))
                    .isEqualTo(new WebhookEvent.RoomJoined("msg_1", NOW, "s", "/", ann, "r"));
            assertThat(read("room.left", "{" + socket + ",\"room\":\"r\",\"reason\":\"leave\"}"))
                    .isEqualTo(new WebhookEvent.RoomLeft("msg_1", NOW, "s", "/", ann, "r", "leave"));
            assertThat(read("room.occupied", "{\"namespace\":\"/\",\"room\":\"r\"}"))
                    .isEqualTo(new WebhookEvent.RoomOccupied("msg_1", NOW, "/", "r"));
            assertThat(read("room.vacated", "{\"namespace\":\"/\",\"room\":\"r\"}"))
                    .isEqualTo(new WebhookEvent.RoomVacated("msg_1", NOW, "/", "r"));
            assertThat(read(
                            "room.published",
                            "{" + socket + ",\"room\":\"r\",\"id\":\"e\",\"event\":\"hi\",\"data\":[1]}"))
                    .isEqualTo(new WebhookEvent.RoomPublished(
                            "msg_1", NOW, "s", "/", ann, "r", "e", "hi", Json.of(List.of(1))));
            assertThat(read("chat.message", """
                            {"namespace":"/","room":"r","kind":"group","id":"m","seq":42,"user":"ann","text":"Hello",
                             "data":{},"sent":"2030-01-31T12:00:00Z"}"""))
                    .isEqualTo(new WebhookEvent.ChatMessage(
                            "msg_1", NOW, "/", "r", "group", "m", 42, "ann", "Hello", Json.of(Map.of()), NOW));
            assertThat(read("user.offline", "{\"namespace\":\"/\",\"user\":\"ann\"}"))
                    .isEqualTo(new WebhookEvent.UserOffline("msg_1", NOW, "/", "ann"));
            assertThat(read("webhook.ping", "{\"endpoint\":\"ep_1\"}"))
                    .isEqualTo(new WebhookEvent.WebhookPing("msg_1", NOW, "ep_1"));
            assertThat(read("webhook.disabled", "{\"endpoint\":\"ep_1\",\"why\":\"gone\"}"))
                    .isEqualTo(new WebhookEvent.WebhookDisabled("msg_1", NOW, "ep_1", "gone"));
        }

        @Test
        void whatIsNotKnownIsKept() throws Exception {
            assertThat(read("moon.risen", "{\"phase\":1}"))
                    .isEqualTo(new WebhookEvent.Unknown("msg_1", NOW, "moon.risen", Json.of(Map.of("phase", 1))));
            assertThat(read("room.vacated", "{\"namespace\":\"/\"}"))
                    .isEqualTo(
                            new WebhookEvent.Unknown("msg_1", NOW, "room.vacated", Json.of(Map.of("namespace", "/"))));
        }

        @Test
        void eachOfABatchHasItsOwnId() throws Exception {
            String body = """
                    {"type":"batch","timestamp":"2030-01-31T12:00:02Z","data":[
                      {"id":"msg_a","type":"user.online","timestamp":"2030-01-31T12:00:00Z","data":{"namespace":"/","user":"ann"}},
                      {"id":"msg_b","type":"user.offline","timestamp":"2030-01-31T12:00:01Z","data":{"namespace":"/","user":"ann"}}]}""";
            assertThat(webhooks.verify(bytes(body), signed(SECRET, NOW, body)))
                    .containsExactly(
                            new WebhookEvent.UserOnline("msg_a", NOW, "/", "ann"),
                            new WebhookEvent.UserOffline("msg_b", NOW.plusSeconds(1), "/", "ann"));
        }
    }
}
