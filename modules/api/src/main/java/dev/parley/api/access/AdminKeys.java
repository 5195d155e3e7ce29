package dev.parley.api.access;

import dev.parley.apps.ApiKey;
import java.util.List;

/**
 * The keys that open the admin API; none closes it. Immutable.
 *
 * @param digests as {@link ApiKey#digest} makes them
 */
public record AdminKeys(List<String> digests) {

    public AdminKeys {
        digests = List.copyOf(digests);
    }

    public static AdminKeys of(List<String> keys) {
        return new AdminKeys(keys.stream().map(ApiKey::digest).toList());
    }

    public boolean isEmpty() {
        return digests.isEmpty();
    }

    /** Takes as long for any key. */
    boolean open(String presented) {
        return ApiKey.isAmong(digests, presented);
    }

    /** Without the digests: keys that people choose could be guessed by them. */
    @Override
    public String toString() {
        return "AdminKeys[" + digests.size() + "]";
    }
}
