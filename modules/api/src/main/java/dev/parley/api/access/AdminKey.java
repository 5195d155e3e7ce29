package dev.parley.api.access;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of the admin, and what it signs: sessions of the console end with the key that they were opened by. Immutable.
 *
 * @param name its place in the configuration; for logs, since it says nothing about the key
 * @param digest of the key itself
 */
public record AdminKey(String name, String digest) {

    private static final String HMAC = "HmacSHA256";

    /** Before what is signed, so that it is of no use for anything else that a key might sign one day. */
    private static final String PURPOSE = "parley console 1:";

    /** Who does something by this key alone. */
    public Actor actor() {
        return new Actor(name, Optional.empty());
    }

    /** Letters, digits, {@code -} and {@code _}. */
    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(digest.getBytes(US_ASCII), HMAC));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((PURPOSE + text).getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Without the digest: a key that somebody has chosen could be guessed by it. */
    @Override
    public String toString() {
        return "AdminKey[" + name + "]";
    }
}
