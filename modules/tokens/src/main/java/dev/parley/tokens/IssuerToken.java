package dev.parley.tokens;

import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.protocol.json.JsonWriter;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/**
 * A token as an issuer makes it whom an app trusts by a shared secret, for contracts in which this server is that issuer.
 *
 * @param claims what it says beside {@code iat} and {@code exp}: an object without {@link #OWN} names
 */
record IssuerToken(RawJson claims, Instant issued, Optional<Instant> expires) {

    /** What it says of its own. */
    static final Set<String> OWN = Set.of("iat", "exp");

    private static final RawJson HEADER =
            JsonWriter.object(w -> w.name("alg").string("HS256").name("typ").string("JWT"));

    /** The secret that such tokens are signed by: that of the first issuer whose tokens may be signed by HS256. */
    static Optional<SecretKey> key(List<JwtTrust> trusts) {
        for (JwtTrust trust : trusts) {
            if (trust.keys() instanceof KeySource.Secret(SecretKey key)
                    && trust.algorithms().contains("HS256")) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    String signedBy(SecretKey key) {
        return HmacJws.sign(HEADER, payload(), key);
    }

    private RawJson payload() {
        return JsonWriter.object(w -> {
            claims.members().forEach((name, value) -> w.name(name).raw(value));
            NumericDate.write(w.name("iat"), issued);
            expires.ifPresent(at -> NumericDate.write(w.name("exp"), at));
        });
    }
}
