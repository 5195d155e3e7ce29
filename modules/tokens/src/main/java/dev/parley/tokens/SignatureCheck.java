package dev.parley.tokens;

import dev.parley.apps.VerifyingKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.util.Map;
import java.util.Objects;
import javax.crypto.SecretKey;

/**
 * One key with one algorithm: which of them is used is never up to the token. Safe on every thread.
 *
 * <p>The signature is all that is left to Vert.x, which has another clock, knows one form of {@code none} only and takes
 * signatures that are shorter than they should be.
 */
final class SignatureCheck {

    private static final Map<String, Integer> HMAC_BYTES = Map.of("HS256", 32, "HS384", 48, "HS512", 64);

    private final Vertx vertx;
    private final String algorithm;
    private final int signatureBytes;
    private final boolean slow;
    private final JWTAuth auth;

    private SignatureCheck(Vertx vertx, String algorithm, int signatureBytes, boolean slow, Buffer key) {
        this.vertx = vertx;
        this.algorithm = algorithm;
        this.signatureBytes = signatureBytes;
        this.slow = slow;
        var options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions().setIgnoreExpiration(true))
                .addPubSecKey(new PubSecKeyOptions().setAlgorithm(algorithm).setBuffer(key));
        this.auth = JWTAuth.create(vertx, options);
    }

    /** Whether an algorithm takes a secret that both sides know. */
    static boolean takesSecret(String algorithm) {
        return HMAC_BYTES.containsKey(algorithm);
    }

    /**
     * By a secret of any length.
     *
     * @param algorithm one that {@link #takesSecret}
     */
    static SignatureCheck of(Vertx vertx, String algorithm, SecretKey secret) {
        Integer bytes = HMAC_BYTES.get(algorithm);
        if (bytes == null) throw new IllegalArgumentException(algorithm + " takes no secret");
        return new SignatureCheck(vertx, algorithm, bytes, false, Buffer.buffer(secret.getEncoded()));
    }

    /**
     * By a public key.
     *
     * @param algorithm one that fits the key
     */
    static SignatureCheck of(Vertx vertx, String algorithm, VerifyingKey key) {
        if (!key.algorithms().contains(algorithm)) throw new IllegalArgumentException(algorithm + " does not fit");
        return new SignatureCheck(vertx, algorithm, key.signatureBytes(), true, Buffer.buffer(key.pem()));
    }

    /** Whether this key has signed the token, byte for byte. Public keys take their time, and not the event loop's. */
    Future<Boolean> holds(Jws token) {
        boolean fits = token.algorithm().equals(algorithm) && token.signatureBytes() == signatureBytes;
        if (!fits) return Future.succeededFuture(false);
        return slow
                ? vertx.executeBlocking(() -> verify(token), false).map(Objects::requireNonNull)
                : Future.succeededFuture(verify(token));
    }

    private boolean verify(Jws token) {
        try {
            return auth.authenticate(new TokenCredentials(token.text())).succeeded();
        } catch (RuntimeException itsWayToSayNo) {
            return false;
        }
    }
}
