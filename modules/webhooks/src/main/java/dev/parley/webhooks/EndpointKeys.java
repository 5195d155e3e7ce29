package dev.parley.webhooks;

import dev.parley.bus.webhooks.EndpointKey;
import dev.parley.bus.webhooks.EndpointSecret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/** Makes ids and keys of endpoints that nobody can guess. Safe on every thread. */
final class EndpointKeys {

    private static final int ID_BYTES = 8;

    /** Standard Webhooks wants 24 to 64. */
    private static final int SECRET_BYTES = 32;

    private static final int ED25519_BYTES = 32;
    private static final SecureRandom random = new SecureRandom();

    private EndpointKeys() {}

    static String newId() {
        return "ep_" + HexFormat.of().formatHex(bytes(ID_BYTES));
    }

    static EndpointSecret newSecret() {
        return new EndpointSecret(
                "sec_" + HexFormat.of().formatHex(bytes(ID_BYTES)),
                new SecretKeySpec(bytes(SECRET_BYTES), "HmacSHA256"),
                Optional.empty());
    }

    static EndpointKey newPair() {
        KeyPair pair = generator().generateKeyPair();
        // Before the key itself X.509 names its kind (RFC 8410, section 4).
        byte[] named = pair.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(named, named.length - ED25519_BYTES, named.length);
        return new EndpointKey(
                pair.getPrivate().getEncoded(), "whpk_" + Base64.getEncoder().encodeToString(raw));
    }

    private static KeyPairGenerator generator() {
        try {
            return KeyPairGenerator.getInstance("Ed25519");
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
