package dev.parley.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The headers of Standard Webhooks, signed with shared secrets ({@code v1}) and by ed25519 ({@code v1a}). Stateless. */
final class StandardWebhook {

    private static final String HMAC = "HmacSHA256";
    private static final String ED25519 = "Ed25519";

    private StandardWebhook() {}

    /**
     * Who signs.
     *
     * @param secrets of which a receiver has to know one; none is no signature of this kind
     * @param privateKey in PKCS #8
     */
    record Signers(List<SecretKey> secrets, Optional<byte[]> privateKey) {

        static final Signers NONE = new Signers(List.of(), Optional.empty());

        Signers {
            secrets = List.copyOf(secrets);
        }

        static Signers by(SecretKey secret) {
            return new Signers(List.of(secret), Optional.empty());
        }
    }

    /**
     * Signs one attempt.
     *
     * @param at of this attempt, not of the activity: a receiver refuses old ones
     * @return without {@code webhook-signature} if nobody signs
     */
    static Map<String, String> headers(String id, Instant at, byte[] body, Signers signers) {
        String timestamp = Long.toString(at.getEpochSecond());
        byte[] prefix = (id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII);
        List<String> signatures = new ArrayList<>();
        try {
            for (SecretKey secret : signers.secrets()) signatures.add("v1," + hmac(prefix, body, secret));
            if (signers.privateKey().isPresent()) {
                signatures.add(
                        "v1a," + ed25519(prefix, body, signers.privateKey().get()));
            }
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
        return signatures.isEmpty()
                ? Map.of("webhook-id", id, "webhook-timestamp", timestamp)
                : Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", timestamp,
                        "webhook-signature", String.join(" ", signatures));
    }

    private static String hmac(byte[] prefix, byte[] body, SecretKey secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(secret);
        mac.update(prefix);
        return Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    private static String ed25519(byte[] prefix, byte[] body, byte[] privateKey) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ED25519);
        signature.initSign(KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(privateKey)));
        signature.update(prefix);
        signature.update(body);
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
