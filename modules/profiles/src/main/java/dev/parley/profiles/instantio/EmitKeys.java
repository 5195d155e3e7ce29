package dev.parley.profiles.instantio;

import dev.parley.apps.ApiKey;
import java.util.List;
import java.util.Optional;

/**
 * The keys that open the emit endpoint; without any it is open, as it was for the contract's first backends. Immutable.
 *
 * @param digests as {@link ApiKey#digest} makes them
 */
public record EmitKeys(List<String> digests) {

    public EmitKeys {
        digests = List.copyOf(digests);
    }

    public static EmitKeys of(List<String> keys) {
        return new EmitKeys(keys.stream().map(ApiKey::digest).toList());
    }

    /** Whether nobody needs one. */
    boolean areNone() {
        return digests.isEmpty();
    }

    /** Takes as long for any key of the same length. */
    boolean admit(Optional<String> presented) {
        return areNone()
                || presented.filter(key -> ApiKey.isAmong(digests, key)).isPresent();
    }

    /** Without the digests: keys that people choose could be guessed by them. */
    @Override
    public String toString() {
        return "EmitKeys[" + digests.size() + "]";
    }
}
