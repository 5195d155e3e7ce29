package dev.parley.api.access;

import dev.parley.apps.ApiKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

    /** The one that is presented, if it is one of them. Takes as long for any key. */
    public Optional<AdminKey> open(String presented) {
        Optional<AdminKey> found = Optional.empty();
        for (AdminKey key : all()) {
            if (ApiKey.isAmong(List.of(key.digest()), presented)) found = Optional.of(key);
        }
        return found;
    }

    /** In the order of the configuration. */
    public List<AdminKey> all() {
        return IntStream.range(0, digests.size())
                .mapToObj(i -> new AdminKey("admin-" + (i + 1), digests.get(i)))
                .toList();
    }

    /** Without the digests: keys that people choose could be guessed by them. */
    @Override
    public String toString() {
        return "AdminKeys[" + digests.size() + "]";
    }
}
