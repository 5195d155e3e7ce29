package dev.parley.server.config;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** From the text of a secret to the key that it stands for. */
final class Secrets {

    private static final String HMAC = "HmacSHA256";
    private static final String WEBHOOK_PREFIX = "whsec_";

    private Secrets() {}

    /** The bytes of the text, however few: secrets of 8 bytes are in use. */
    static SecretKey hmac(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), HMAC);
    }

    /** Standard Webhooks: {@code whsec_} and Base64. Nothing for any other text. */
    static Optional<SecretKey> webhook(String text) {
        if (!text.startsWith(WEBHOOK_PREFIX)) return Optional.empty();
        try {
            byte[] bytes = Base64.getDecoder().decode(text.substring(WEBHOOK_PREFIX.length()));
            return bytes.length == 0 ? Optional.empty() : Optional.of(new SecretKeySpec(bytes, HMAC));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    static int length(SecretKey key) {
        return key.getEncoded().length;
    }
}
