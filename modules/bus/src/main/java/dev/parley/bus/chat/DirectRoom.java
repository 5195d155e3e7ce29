package dev.parley.bus.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What direct conversations are called: the same for both users, whoever writes first. */
public final class DirectRoom {

    private static final Pattern FORM = Pattern.compile("d_[0-9a-f]{32}");
    private static final int BYTES = 16;

    private DirectRoom() {}

    /** The room of two users, or of one on its own; it may not be there yet. */
    public static String id(String user, String other) {
        MessageDigest digest = sha256();
        for (String each : new TreeSet<>(List.of(user, other))) {
            byte[] utf8 = each.getBytes(StandardCharsets.UTF_8);
            digest.update((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(utf8);
        }
        return "d_" + HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    /** Whether a room of this id could be taken for a direct conversation. */
    public static boolean isTaken(String id) {
        return FORM.matcher(id).matches();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
