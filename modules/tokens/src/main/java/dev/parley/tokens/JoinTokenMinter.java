package dev.parley.tokens;

import javax.crypto.SecretKey;

/** Makes join tokens, as an application's backend does. Stateless. */
public final class JoinTokenMinter {

    private JoinTokenMinter() {}

    /**
     * Signs a token.
     *
     * @param key HMAC-SHA256 key, one of those the verifier knows
     * @return the text that a client sends
     */
    public static String mint(JoinToken token, SecretKey key) {
        return JoinTokenFormat.encode(token.toJson().toBytes(), key);
    }
}
