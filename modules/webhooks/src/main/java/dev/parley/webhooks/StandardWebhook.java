package dev.parley.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The headers of Standard Webhooks, signed with a shared secret ({@code v1}). Stateless. */
final class StandardWebhook {

    private static final String ALGORITHM = "HmacSHA256";

    private StandardWebhook() {}

    /**
     * Signs one attempt.
     *
     * @param at of this attempt, not of the activity: a receiver refuses old ones
     */
    static Map<String, String> headers(String id, Instant at, byte[] body, SecretKey secret) {
        String timestamp = Long.toString(at.getEpochSecond());
        return Map.of(
                "webhook-id", id,
                "webhook-timestamp", timestamp,
                "webhook-signature", "v1," + sign(id + "." + timestamp + ".", body, secret));
    }

    private static String sign(String prefix, byte[] body, SecretKey secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(prefix.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
