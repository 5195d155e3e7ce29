package dev.parley.tokens;

import dev.parley.apps.SigningSecret;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;

/**
 * A token by which its bearer connects as a user, made here: a JSON Web Token that names the app as its audience.
 *
 * @param id its {@code jti}
 * @param claims what it says beyond that: an object without {@link #REGISTERED} names
 */
record UserToken(String app, String user, String id, Instant issued, Instant expires, RawJson claims) {

    static final String ISSUER = "parley";
    static final String ALGORITHM = "HS256";

    /** What a token says about itself (RFC 7519 section 4.1); its claims cannot. */
    static final Set<String> REGISTERED = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti");

    /** The text that a client sends. */
    String signedBy(SigningSecret secret) {
        RawJson header = JsonWriter.build(w -> w.beginObject()
                .name("alg")
                .string(ALGORITHM)
                .name("typ")
                .string("JWT")
                .name("kid")
                .string(secret.id())
                .endObject());
        String content = base64(header.toBytes()) + "." + base64(payload().toBytes());
        return content + "." + base64(hmac(secret, content));
    }

    private RawJson payload() {
        return JsonWriter.build(w -> {
            w.beginObject();
            w.name("iss").string(ISSUER).name("aud").string(app);
            w.name("sub").string(user).name("jti").string(id);
            NumericDate.write(w.name("iat"), issued);
            NumericDate.write(w.name("exp"), expires);
            claims.members().forEach((name, value) -> w.name(name).raw(value));
            w.endObject();
        });
    }

    private static byte[] hmac(SigningSecret secret, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret.key());
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
