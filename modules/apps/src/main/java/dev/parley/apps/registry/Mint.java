package dev.parley.apps.registry;

import dev.parley.apps.ApiKey;
import dev.parley.apps.Scope;
import dev.parley.apps.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** Makes keys, secrets and ids that nobody can guess. Safe on every thread. */
final class Mint {

    private final SecureRandom random = new SecureRandom();

    IssuedKey key(Set<Scope> scopes, Optional<Instant> until) {
        String text = "parley_" + hex(24);
        return new IssuedKey(new ApiKey("key_" + hex(8), ApiKey.digest(text), scopes, until), text);
    }

    IssuedSecret secret() {
        String text = hex(32);
        var key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        return new IssuedSecret(new SigningSecret("sec_" + hex(8), key, Optional.empty()), text);
    }

    String appId() {
        return "app_" + hex(8);
    }

    private String hex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
