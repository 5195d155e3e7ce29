package dev.parley.webhooks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Ids of deliveries: {@code msg_} and 32 hexadecimal digits. Safe on every thread. */
final class MessageIds {

    private static final int BYTES = 16;
    private static final SecureRandom random = new SecureRandom();

    private MessageIds() {}

    /** One that nobody can guess. */
    static String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return text(bytes);
    }

    /** The same for the same words in the same order, on every node. */
    static String of(List<String> words) {
        MessageDigest digest = sha256();
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return text(Arrays.copyOf(digest.digest(), BYTES));
    }

    private static String text(byte[] bytes) {
        return "msg_" + HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
