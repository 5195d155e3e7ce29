package dev.parley.tokens;

import dev.parley.apps.VerifyingKey;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public keys that an issuer serves (RFC 7517, RFC 8037), each with every algorithm that its issuer may use. Immutable.
 * Keys that this server cannot use are left out, among them all that are secret.
 */
final class JwkSet {

    static final JwkSet NONE = new JwkSet(Map.of());

    /** A token that names no key is tried with all of them. */
    private static final int MOST_KEYS = 64;

    private static final int COORDINATE_BYTES = 66;
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final Map<String, String> CURVES =
            Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

    /** Never the id alone: a key of one algorithm must not check a token of another. */
    private record Name(@Nullable String id, String algorithm) {}

    private final Map<Name, List<SignatureCheck>> checks;

    private JwkSet(Map<Name, List<SignatureCheck>> checks) {
        this.checks = checks;
    }

    /**
     * Nothing for what is no set of keys.
     *
     * @param algorithms that the issuer may use
     */
    static Optional<JwkSet> parse(Vertx vertx, byte[] text, Set<String> algorithms) {
        Optional<RawJson> keys = Jws.object(text).flatMap(set -> set.member("keys"));
        if (keys.filter(list -> list.kind() == Kind.ARRAY).isEmpty()) return Optional.empty();
        var checks = new HashMap<Name, List<SignatureCheck>>();
        for (RawJson jwk : keys.get().elements().stream().limit(MOST_KEYS).toList()) {
            Map<String, RawJson> members = jwk.members();
            if (!text(members, "use").orElse("sig").equals("sig")) continue;
            String id = text(members, "kid").orElse(null);
            Optional<String> only = text(members, "alg");
            key(members)
                    .flatMap(VerifyingKey::of)
                    .ifPresent(key -> key.algorithms().stream()
                            .filter(algorithms::contains)
                            .filter(algorithm -> only.isEmpty() || only.get().equals(algorithm))
                            .forEach(algorithm -> {
                                SignatureCheck check = SignatureCheck.of(vertx, algorithm, key);
                                checks.computeIfAbsent(new Name(id, algorithm), name -> new ArrayList<>())
                                        .add(check);
                                if (id != null) {
                                    checks.computeIfAbsent(new Name(null, algorithm), name -> new ArrayList<>())
                                            .add(check);
                                }
                            }));
        }
        return Optional.of(new JwkSet(checks));
    }

    /** The keys that may have signed a token: those of the name that it gives, or all of its algorithm. */
    List<SignatureCheck> of(Jws token) {
        return checks.getOrDefault(new Name(token.keyId(), token.algorithm()), List.of());
    }

    private static Optional<PublicKey> key(Map<String, RawJson> jwk) {
        try {
            return switch (text(jwk, "kty").orElse("")) {
                case "RSA" ->
                    Optional.of(KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(number(jwk, "n", 1_024), number(jwk, "e", 8))));
                case "EC" -> Optional.of(KeyFactory.getInstance("EC").generatePublic(curvePoint(jwk)));
                case "OKP" ->
                    text(jwk, "crv").equals(Optional.of("Ed25519"))
                            ? Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(edwards(jwk)))
                            : Optional.empty();
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    private static ECPublicKeySpec curvePoint(Map<String, RawJson> jwk) throws GeneralSecurityException {
        String curve = CURVES.getOrDefault(text(jwk, "crv").orElse(""), "none");
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        var point = new ECPoint(number(jwk, "x", COORDINATE_BYTES), number(jwk, "y", COORDINATE_BYTES));
        return new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class));
    }

    private static X509EncodedKeySpec edwards(Map<String, RawJson> jwk) {
        byte[] x = bytes(jwk, "x", 32);
        if (x.length < 32) throw new IllegalArgumentException("x");
        byte[] encoded = Arrays.copyOf(ED25519, ED25519.length + 32);
        System.arraycopy(x, 0, encoded, ED25519.length, x.length);
        return new X509EncodedKeySpec(encoded);
    }

    private static BigInteger number(Map<String, RawJson> jwk, String name, int most) {
        return new BigInteger(1, bytes(jwk, name, most));
    }

    private static byte[] bytes(Map<String, RawJson> jwk, String name, int most) {
        byte[] bytes = Base64.getUrlDecoder().decode(text(jwk, name).orElse(""));
        if (bytes.length == 0 || bytes.length > most) throw new IllegalArgumentException(name);
        return bytes;
    }

    private static Optional<String> text(Map<String, RawJson> jwk, String name) {
        return Optional.ofNullable(jwk.get(name)).flatMap(RawJson::asString);
    }
}
