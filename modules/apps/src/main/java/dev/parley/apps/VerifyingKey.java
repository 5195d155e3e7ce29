package dev.parley.apps;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A public key that tokens can be verified by: RSA of 2048 bits or more, EC on P-256, P-384 or P-521, or Ed25519.
 *
 * @param pem {@code BEGIN PUBLIC KEY}
 * @param algorithms that fit it, as in {@link JwtTrust#ALGORITHMS}; never one that takes a secret
 * @param signatureBytes how long each of its signatures is
 */
public record VerifyingKey(String pem, Set<String> algorithms, int signatureBytes) {

    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
    private static final int LONGEST_PEM = 16_384;

    /** RFC 7518 section 3.3: shorter ones must not be used. */
    private static final int LEAST_RSA_BITS = 2_048;

    /** Beyond it one signature takes longer to check than is good for the others. */
    private static final int MOST_RSA_BITS = 8_192;

    public VerifyingKey {
        algorithms = Set.copyOf(algorithms);
    }

    /** The key that a text is; nothing for any other text, and for keys that are too weak. */
    public static Optional<VerifyingKey> ofPem(String pem) {
        if (pem.length() > LONGEST_PEM) return Optional.empty();
        Matcher text = PEM.matcher(pem);
        if (!text.matches()) return Optional.empty();
        try {
            var spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1)));
            return Stream.of("RSA", "EC", "Ed25519")
                    .flatMap(type -> read(type, spec).stream())
                    .findFirst()
                    .flatMap(VerifyingKey::of);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> read(String type, X509EncodedKeySpec spec) {
        try {
            return Optional.of(KeyFactory.getInstance(type).generatePublic(spec));
        } catch (GeneralSecurityException anotherType) {
            return Optional.empty();
        }
    }

    /** Nothing for a key of another type, and for one that is too weak. */
    public static Optional<VerifyingKey> of(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> {
                int bits = rsa.getModulus().bitLength();
                boolean good = bits >= LEAST_RSA_BITS && bits <= MOST_RSA_BITS;
                yield made(good, key, (bits + 7) / 8, Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"));
            }
            case ECPublicKey ec ->
                switch (curve(ec)) {
                    case "secp256r1", "1.2.840.10045.3.1.7" -> made(true, key, 64, Set.of("ES256"));
                    case "secp384r1", "1.3.132.0.34" -> made(true, key, 96, Set.of("ES384"));
                    case "secp521r1", "1.3.132.0.35" -> made(true, key, 132, Set.of("ES512"));
                    default -> Optional.empty();
                };
            case EdECPublicKey ed -> made(ed.getParams().getName().equals("Ed25519"), key, 64, Set.of("EdDSA"));
            default -> Optional.empty();
        };
    }

    private static Optional<VerifyingKey> made(boolean good, PublicKey key, int bytes, Set<String> algorithms) {
        if (!good) return Optional.empty();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
        return Optional.of(new VerifyingKey(pem, algorithms, bytes));
    }

    /** By name or by object identifier, as the Java version likes; the size of the field is shared by several. */
    private static String curve(ECPublicKey key) {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(key.getParams());
            return parameters.getParameterSpec(ECGenParameterSpec.class).getName();
        } catch (GeneralSecurityException noNamedCurve) {
            return "";
        }
    }
}
