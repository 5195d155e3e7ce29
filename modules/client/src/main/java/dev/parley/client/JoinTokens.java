package dev.parley.client;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import javax.crypto.spec.SecretKeySpec;

/**
 * Mints tokens by which clients join rooms. No call is needed for it: whoever knows an app's signing secret can do it.
 * Immutable, and safe on every thread.
 *
 * {@snippet file="TokenExample.java" region="join"}
 */
public final class JoinTokens {

    static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final Clock clock;

    private JoinTokens(SecretKeySpec key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /**
     * Tokens that are signed with a secret.
     *
     * @param secret of the app; the key of the HMAC is its UTF-8 bytes
     */
    public static JoinTokens signedWith(String secret) {
        return signedWith(secret, Clock.systemUTC());
    }

    /** The same by another clock than the system's. */
    public static JoinTokens signedWith(String secret, Clock clock) {
        if (secret.isEmpty()) throw new IllegalArgumentException("an empty secret keeps nobody out");
        return new JoinTokens(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM), clock);
    }

    /** Begins a token for a room. Unless it is told otherwise it is good for a minute, for everybody, and to listen only. */
    public JoinToken channel(String room) {
        if (room.isEmpty()) throw new IllegalArgumentException("a room has a name");
        return JoinToken.forRoom(room, key, clock);
    }
}
