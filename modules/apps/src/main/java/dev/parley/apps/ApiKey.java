package dev.parley.apps;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A key that opens the HTTP API for one app. Only its digest is kept, so that no memory dump, log or listing gives the
 * key away.
 *
 * @param id names the key in listings, and says nothing about it
 * @param digest SHA-256 of the key's text in UTF-8, in hex
 * @param scopes what it opens
 * @param until when it ceases to be good, if that is set already
 */
public record ApiKey(String id, String digest, Set<Scope> scopes, Optional<Instant> until) {

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }

    /** A key for everything and for ever. */
    public static ApiKey of(String id, String key) {
        return new ApiKey(id, digest(key), EnumSet.allOf(Scope.class), Optional.empty());
    }

    /** What stands for a key here. */
    public static String digest(String key) {
        try {
            byte[] text = key.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Whether a key is one of those that {@link #digest} made these of. It takes as long for any key of that length. */
    public static boolean isAmong(List<String> digests, String presented) {
        byte[] digest = digest(presented).getBytes(StandardCharsets.US_ASCII);
        boolean found = false;
        for (String good : digests) found |= MessageDigest.isEqual(good.getBytes(StandardCharsets.US_ASCII), digest);
        return found;
    }

    /** The same key, good until then at the longest. */
    public ApiKey endingAt(Instant end) {
        return new ApiKey(
                id, digest, scopes, Optional.of(until.filter(end::isAfter).orElse(end)));
    }

    public boolean isGoodAt(Instant now) {
        return until.isEmpty() || now.isBefore(until.get());
    }
}
