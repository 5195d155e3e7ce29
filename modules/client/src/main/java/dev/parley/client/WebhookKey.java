package dev.parley.client;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** By what a receiver knows a signature of Standard Webhooks. Immutable. */
sealed interface WebhookKey {

    /** The version in front of signatures of this kind. */
    String version();

    /** Whether a signature over a content is of this key. */
    boolean holds(byte[] content, byte[] signature);

    /** The key that a text is: {@code whsec_} and Base64 for a shared secret, {@code whpk_} for a public key. */
    static WebhookKey of(String text) {
        return text.startsWith(Public.PREFIX) ? Public.of(text) : Shared.of(text);
    }

    private static byte[] decoded(String text, String prefix) {
        try {
            return Base64.getDecoder().decode(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
        } catch (IllegalArgumentException notToBeShown) {
            throw new IllegalArgumentException("a webhook key is whsec_ or whpk_ and Base64");
        }
    }

    /** A secret that both sides know ({@code v1}). */
    record Shared(SecretKey key) implements WebhookKey {

        static final String PREFIX = "whsec_";

        static Shared of(String text) {
            byte[] key = decoded(text, PREFIX);
            if (key.length == 0) throw new IllegalArgumentException("an empty secret keeps nobody out");
            return new Shared(new SecretKeySpec(key, "HmacSHA256"));
        }

        @Override
        public String version() {
            return "v1";
        }

        @Override
        public boolean holds(byte[] content, byte[] signature) {
            try {
                Mac mac = Mac.getInstance(key.getAlgorithm());
                mac.init(key);
                return MessageDigest.isEqual(mac.doFinal(content), signature);
            } catch (GeneralSecurityException everyJavaHasIt) {
                throw new IllegalStateException(everyJavaHasIt);
            }
        }
    }

    /** The public half of a pair that only Parley has whole ({@code v1a}). */
    record Public(PublicKey key) implements WebhookKey {

        static final String PREFIX = "whpk_";
        private static final String ALGORITHM = "Ed25519";

        /** Before the key itself X.509 names its kind (RFC 8410, section 4). */
        private static final byte[] KIND = HexFormat.of().parseHex("302a300506032b6570032100");

        static Public of(String text) {
            var named = new ByteArrayOutputStream();
            named.writeBytes(KIND);
            named.writeBytes(decoded(text, PREFIX));
            try {
                return new Public(
                        KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(named.toByteArray())));
            } catch (GeneralSecurityException noSuchKey) {
                throw new IllegalArgumentException("whpk_ and the 32 bytes of an ed25519 key in Base64", noSuchKey);
            }
        }

        @Override
        public String version() {
            return "v1a";
        }

        @Override
        public boolean holds(byte[] content, byte[] signature) {
            try {
                Signature check = Signature.getInstance(ALGORITHM);
                check.initVerify(key);
                check.update(content);
                return check.verify(signature);
            } catch (GeneralSecurityException ofAnotherLength) {
                return false;
            }
        }
    }

    /** What is signed. */
    static byte[] content(String id, String timestamp, byte[] body) {
        var content = new ByteArrayOutputStream();
        content.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        content.writeBytes(body);
        return content.toByteArray();
    }
}
