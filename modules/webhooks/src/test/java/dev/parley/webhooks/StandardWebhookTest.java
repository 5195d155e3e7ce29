package dev.parley.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.webhooks.StandardWebhook.Signers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class StandardWebhookTest {

    /** From the examples that the reference libraries of Standard Webhooks are tested with. */
    @Test
    void publishedExampleIsSignedAsPublished() {
        byte[] secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(StandardWebhook.headers(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
                        Signers.by(new SecretKeySpec(secret, "HmacSHA256"))))
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                .hasSize(3);
    }

    /** Signature made with {@code openssl dgst -sha256 -hmac 'a secret of the test vector only' -binary | base64}. */
    @Test
    void fractionOfASecondIsLeftOut() {
        byte[] secret = "a secret of the test vector only".getBytes(StandardCharsets.US_ASCII);
        assertThat(StandardWebhook.headers(
                        "msg_1",
                        Instant.ofEpochMilli(1_700_000_000_999L),
                        "{\"type\":\"room.joined\"}".getBytes(StandardCharsets.UTF_8),
                        Signers.by(new SecretKeySpec(secret, "HmacSHA256"))))
                .containsEntry("webhook-timestamp", "1700000000")
                .containsEntry("webhook-signature", "v1,4ncZemsxzQ5VrIutGVYF39SLV8lCM6UxjWc5Ig/QIBs=");
    }

    @Test
    void nobodyMaySign() {
        assertThat(StandardWebhook.headers("msg_1", Instant.ofEpochSecond(1), new byte[] {1}, Signers.NONE))
                .containsOnlyKeys("webhook-id", "webhook-timestamp");
    }
}
