package dev.parley.tokens;

import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The compact form of a JSON Web Token that is signed by HS256 (RFC 7515 section 7.1). */
final class HmacJws {

    private HmacJws() {}

    static String sign(RawJson header, RawJson payload, SecretKey key) {
        String content = base64(header.toBytes()) + "." + base64(payload.toBytes());
        return content + "." + base64(hmac(key, content));
    }

    private static byte[] hmac(SecretKey key, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
