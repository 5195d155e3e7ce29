package dev.parley.webhooks;

import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;

/**
 * {@code Base64( P + hex( MD5(P + key) ) )} with P {@code {"data":...,"timestamp":...}}, as the contract of {@code channels}
 * wants it. Stateless.
 */
final class SignedText {

    /** The receivers take the timestamp for an expiry. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private SignedText() {}

    /** @param at of the attempt */
    static byte[] of(RawJson data, Instant at, SecretKey key) {
        byte[] plain = JsonWriter.object(w -> {
                    w.name("data").raw(data);
                    w.name("timestamp").number(at.plus(AHEAD).getEpochSecond());
                })
                .toBytes();
        String text = new String(plain, StandardCharsets.UTF_8) + md5(plain, key);
        return Base64.getEncoder().encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String md5(byte[] plain, SecretKey key) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(plain);
            return HexFormat.of().formatHex(md5.digest(key.getEncoded()));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
