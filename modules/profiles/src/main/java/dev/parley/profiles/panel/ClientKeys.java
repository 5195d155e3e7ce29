package dev.parley.profiles.panel;

import dev.parley.apps.ApiKey;
import java.util.List;
import java.util.Optional;

/**
 * The secrets that a backend shows as {@code clientKey: secret} or {@code clientKey: secret.user}. Immutable.
 *
 * @param digests as {@link ApiKey#digest} makes them
 */
public record ClientKeys(List<String> digests) {

    /**
     * What a good key says.
     *
     * @param user whom the backend acts for, if it names one
     */
    record Opened(Optional<String> user) {}

    public ClientKeys {
        digests = List.copyOf(digests);
    }

    public static ClientKeys of(List<String> secrets) {
        return new ClientKeys(secrets.stream().map(ApiKey::digest).toList());
    }

    /**
     * Takes as long for any key of the same length. Secrets may contain dots, ids of users do not: what follows the last
     * one is a user if the rest is a secret.
     */
    Optional<Opened> open(String presented) {
        int dot = presented.lastIndexOf('.');
        boolean whole = ApiKey.isAmong(digests, presented);
        boolean front = ApiKey.isAmong(digests, dot < 0 ? presented : presented.substring(0, dot));
        if (whole) return Optional.of(new Opened(Optional.empty()));
        if (!front) return Optional.empty();
        return Optional.of(new Opened(Optional.of(presented.substring(dot + 1)).filter(user -> !user.isEmpty())));
    }

    /** Without the digests: secrets that people choose could be guessed by them. */
    @Override
    public String toString() {
        return "ClientKeys[" + digests.size() + "]";
    }
}
