package dev.parley.tokens;

import java.time.Duration;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * What a join token is checked against.
 *
 * @param app the app that tokens are for; a token that names another one is refused
 * @param keys HMAC-SHA256 keys, any of which may have signed: the current one first, then previous ones
 * @param maxLifetime how far ahead a token's expiry may lie
 * @param maxLength characters of a token
 */
public record TokensConfig(String app, List<SecretKey> keys, Duration maxLifetime, int maxLength) {

    public TokensConfig {
        keys = List.copyOf(keys);
    }

    /** Without the keys: even the hash code that stands for one tells something of it. */
    @Override
    public String toString() {
        return "TokensConfig[app=" + app + ", keys=" + keys.size() + ", maxLifetime=" + maxLifetime + ", maxLength="
                + maxLength + "]";
    }
}
