package dev.parley.tokens;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * How a join token is laid out: {@code Base64( J + hex( HMAC-SHA256(key, J) ) )}, with J the claims in JSON and the hex
 * digits in lower case.
 *
 * <p>Stateless. Base64 is read with either alphabet, padded or not, and refused when any other text would decode to the
 * same bytes by leaving unused bits set: a token that was changed in any bit is not the token that was signed.
 */
final class JoinTokenFormat {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int HMAC_DIGITS = 64;
    private static final int MD5_DIGITS = 32;

    private JoinTokenFormat() {}

    /** What a token's text consists of. */
    sealed interface Layout {}

    /**
     * Claims and what is said to be their signature. Nothing is checked yet.
     *
     * @param claims J, byte for byte as it was signed
     * @param signature 64 lower-case hex digits
     */
    record Signed(byte[] claims, byte[] signature) implements Layout {}

    /**
     * The same, signed by MD5 as older systems do: {@code Base64( J + hex( MD5(J + key) ) )}.
     *
     * @param signature 32 lower-case hex digits
     */
    record Legacy(byte[] claims, byte[] signature) implements Layout {}

    /** Anything else. */
    record Unreadable() implements Layout {}

    static Layout split(String token) {
        byte[] text = decode(token);
        int claims = text.length - HMAC_DIGITS;
        if (claims > 0 && isHex(text, claims)) {
            return new Signed(Arrays.copyOf(text, claims), Arrays.copyOfRange(text, claims, text.length));
        }
        claims = text.length - MD5_DIGITS;
        boolean legacy = claims > 0 && isHex(text, claims) && text[claims - 1] == '}';
        return legacy
                ? new Legacy(Arrays.copyOf(text, claims), Arrays.copyOfRange(text, claims, text.length))
                : new Unreadable();
    }

    static String encode(byte[] claims, SecretKey key) {
        byte[] text = Arrays.copyOf(claims, claims.length + HMAC_DIGITS);
        System.arraycopy(sign(claims, key), 0, text, claims.length, HMAC_DIGITS);
        return Base64.getEncoder().encodeToString(text);
    }

    /** The signature that a key makes over claims: 64 lower-case hex digits. */
    static byte[] sign(byte[] claims, SecretKey key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(claims)).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The signature that older systems make over claims: 32 lower-case hex digits. */
    static byte[] signByMd5(byte[] claims, SecretKey key) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(claims);
            return HexFormat.of().formatHex(md5.digest(key.getEncoded())).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The decoded bytes, or none when the text is not the one Base64 form of any. */
    private static byte[] decode(String token) {
        String standard = token.replace('-', '+').replace('_', '/');
        try {
            byte[] bytes = Base64.getDecoder().decode(standard);
            var encoder = standard.endsWith("=")
                    ? Base64.getEncoder()
                    : Base64.getEncoder().withoutPadding();
            return encoder.encodeToString(bytes).equals(standard) ? bytes : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static boolean isHex(byte[] text, int from) {
        for (int i = from; i < text.length; i++) {
            boolean digit = text[i] >= '0' && text[i] <= '9';
            boolean letter = text[i] >= 'a' && text[i] <= 'f';
            if (!digit && !letter) return false;
        }
        return true;
    }
}
