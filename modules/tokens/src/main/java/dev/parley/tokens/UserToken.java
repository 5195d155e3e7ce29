package dev.parley.tokens;

import dev.parley.apps.SigningSecret;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Set;

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
        RawJson header = JsonWriter.object(w -> w.name("alg")
                .string(ALGORITHM)
                .name("typ")
                .string("JWT")
                .name("kid")
                .string(secret.id()));
        return HmacJws.sign(header, payload(), secret.key());
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
}
