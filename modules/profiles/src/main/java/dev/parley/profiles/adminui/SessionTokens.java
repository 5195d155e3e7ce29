package dev.parley.profiles.adminui;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.api.access.AdminKey;
import dev.parley.api.access.AdminKeys;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code sessionId}s by which the UI comes back without a password: {@code expiry (8 bytes, seconds), nonce (8), HMAC-SHA256
 * over both (32)}, in Base64 for URLs. Each node knows those of all others, no node keeps one, and with the admin key that somebody signed in
 * by they end. Immutable.
 */
final class SessionTokens {

    private static final int SAID = 2 * Long.BYTES;
    private static final int LENGTH = SAID + 32;

    /** Of 48 bytes, without padding. */
    private static final int TEXT = 64;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "parley admin-ui session 1";

    /** A good one. */
    record Session(AdminKey key, Instant until) {}

    private record Signer(AdminKey key, SecretKeySpec derived) {}

    private final List<Signer> signers;
    private final SecureRandom random = new SecureRandom();

    SessionTokens(AdminKeys admins) {
        this.signers = admins.all().stream()
                .map(key -> new Signer(key, derived(key.digest())))
                .toList();
    }

    private static SecretKeySpec derived(String digest) {
        return new SecretKeySpec(
                mac(new SecretKeySpec(digest.getBytes(UTF_8), ALGORITHM), PURPOSE.getBytes(UTF_8)), ALGORITHM);
    }

    /**
     * A new one.
     *
     * @param key that was shown
     */
    String mint(AdminKey key, Instant expiry) {
        byte[] said = ByteBuffer.allocate(SAID)
                .putLong(expiry.getEpochSecond())
                .putLong(random.nextLong())
                .array();
        byte[] token = Arrays.copyOf(said, LENGTH);
        System.arraycopy(mac(derived(key.digest()), said), 0, token, SAID, LENGTH - SAID);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Whose it is, if it is one that is good now. */
    Optional<Session> verify(String token, Instant now) {
        if (token.length() != TEXT) return Optional.empty();
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        byte[] said = Arrays.copyOf(bytes, SAID);
        byte[] shown = Arrays.copyOfRange(bytes, SAID, bytes.length);
        Optional<AdminKey> signer = Optional.empty();
        for (Signer each : signers) {
            if (MessageDigest.isEqual(mac(each.derived, said), shown)) signer = Optional.of(each.key);
        }
        return signer.map(key -> new Session(
                        key, Instant.ofEpochSecond(ByteBuffer.wrap(said).getLong())))
                .filter(session -> now.isBefore(session.until));
    }

    private static byte[] mac(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
