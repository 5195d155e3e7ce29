package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.apps.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** An application's backend as the specification tells it to sign, apart from the code under test. */
final class Backend {

    static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    static final SecretKey KEY = key("a key of the test vector only");
    static final SecretKey OTHER_KEY = key("another key");

    private Backend() {}

    static final TokensConfig CONFIG = new TokensConfig(Duration.ofHours(1), 4_096, Duration.ofDays(30), 100, 2);

    /** An app that signs with these keys. */
    static App trusting(SecretKey... keys) {
        List<SigningSecret> secrets = Stream.of(keys)
                .map(key -> new SigningSecret("secret", key, Optional.empty()))
                .toList();
        return App.bare("shop").withSecrets(secrets);
    }

    static SecretKey key(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    static String sign(String claims) {
        return sign(claims.getBytes(StandardCharsets.UTF_8), KEY);
    }

    static String sign(byte[] claims, SecretKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            var signed = new StringBuilder(new String(claims, StandardCharsets.ISO_8859_1));
            for (byte b : mac.doFinal(claims)) signed.append(String.format("%02x", b));
            return Base64.getEncoder().encodeToString(signed.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
