package dev.parley.sockets.engine;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids that nobody can guess: 120 random bits as 20 characters of base64url, the length that Socket.IO tools expect. */
public final class RandomId {

    private static final int BYTES = 15;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomId() {}

    /** Safe on every thread. */
    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
