package dev.parley.apps;

import java.time.Instant;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * A secret by which an app signs join tokens and Parley signs the app's user tokens (HMAC).
 *
 * @param id names the secret in listings and in the tokens it signed, and says nothing about it
 * @param until when it ceases to verify, if another one has taken its place
 */
public record SigningSecret(String id, SecretKey key, Optional<Instant> until) {

    /** The same secret, good until then at the longest. */
    public SigningSecret endingAt(Instant end) {
        return new SigningSecret(id, key, Optional.of(until.filter(end::isAfter).orElse(end)));
    }

    public boolean isGoodAt(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }

    /** Without the key: even the hash code that stands for one tells something of it. */
    @Override
    public String toString() {
        return "SigningSecret[" + id + "]";
    }
}
