package dev.parley.apps.registry;

import dev.parley.apps.JwtTrust;
import dev.parley.apps.KeySource;
import dev.parley.protocol.json.Members;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.spec.SecretKeySpec;

/** Reads what an app says of an issuer that it trusts; {@link SettingsJson} writes it. */
final class TrustReader {

    private static final int MAX_SECRET = 1_024;
    private static final int MAX_PEM = 10_000;
    private static final int MAX_NAME = 256;
    private static final int MAX_REQUIRED = 20;
    private static final int MAX_LEEWAY = 600;

    private TrustReader() {}

    /** Nothing if there are faults, which are noted. */
    static Optional<JwtTrust> read(Members trust, boolean plainLoopback) {
        Optional<KeySource> keys = keys(trust, plainLoopback);
        Optional<List<String>> algorithms = trust.list(
                "algorithms",
                JwtTrust.ALGORITHMS.size(),
                "one of " + String.join(", ", new TreeSet<>(JwtTrust.ALGORITHMS)),
                text -> Optional.of(text).filter(JwtTrust.ALGORITHMS::contains));
        trust.require("algorithms");
        Optional<String> issuer = trust.string("issuer", MAX_NAME);
        Optional<String> audience = trust.string("audience", MAX_NAME);
        Optional<String> userClaim = trust.string("user-claim", MAX_NAME);
        Optional<List<String>> required = trust.strings("required", MAX_REQUIRED, MAX_NAME);
        Optional<Integer> leeway = trust.number("leeway", 0, MAX_LEEWAY);
        if (keys.isEmpty() || algorithms.isEmpty()) return Optional.empty();
        if (!fit(keys.get(), algorithms.get())) {
            trust.fault("algorithms", "must be HS256, HS384 or HS512 with a secret, and none of them without one");
        }
        return Optional.of(new JwtTrust(
                keys.get(),
                Set.copyOf(algorithms.get()),
                issuer,
                audience,
                userClaim.orElse("sub"),
                Set.copyOf(required.orElse(List.of())),
                leeway.orElse(0)));
    }

    /** A public key that is used as if it were a secret would let everybody sign who knows it. */
    private static boolean fit(KeySource keys, List<String> algorithms) {
        boolean shared = keys instanceof KeySource.Secret;
        return algorithms.stream().allMatch(algorithm -> algorithm.startsWith("HS") == shared);
    }

    private static Optional<KeySource> keys(Members trust, boolean plainLoopback) {
        Optional<KeySource> secret = trust.string("secret", MAX_SECRET).map(TrustReader::secret);
        Optional<KeySource> publicKey = trust.text(
                "public-key",
                "an RSA, EC or Ed25519 key in PEM, with BEGIN PUBLIC KEY",
                text -> Optional.of(text).filter(TrustReader::isPublicKey).map(KeySource.PublicKey::new));
        Optional<KeySource> jwks = trust.text(
                "jwks",
                WebAddress.expected(plainLoopback),
                text -> WebAddress.read(text, plainLoopback).map(KeySource.Jwks::new));
        long given = List.of("secret", "public-key", "jwks").stream()
                .filter(trust::has)
                .count();
        if (given != 1) trust.fault("secret", "or \"public-key\" or \"jwks\" must be there, and only one of them");
        return secret.or(() -> publicKey).or(() -> jwks);
    }

    private static KeySource secret(String text) {
        return new KeySource.Secret(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }

    private static boolean isPublicKey(String pem) {
        String text = pem.strip();
        String first = "-----BEGIN PUBLIC KEY-----";
        String last = "-----END PUBLIC KEY-----";
        if (text.length() > MAX_PEM || !text.startsWith(first) || !text.endsWith(last)) return false;
        if (text.length() < first.length() + last.length()) return false;
        String base64 = text.substring(first.length(), text.length() - last.length());
        try {
            var encoded = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
            return List.of("RSA", "EC", "Ed25519").stream().anyMatch(kind -> isKey(kind, encoded));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static boolean isKey(String kind, X509EncodedKeySpec encoded) {
        try {
            KeyFactory.getInstance(kind).generatePublic(encoded);
            return true;
        } catch (GeneralSecurityException anotherKind) {
            return false;
        }
    }
}
