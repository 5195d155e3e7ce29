package dev.parley.profiles.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of the {@code messaging} profile.
 *
 * @param httpPath what the paths of its HTTP routes begin with: nothing, or a path without a slash at its end
 * @param maxBody bytes of a request's body
 * @param openRoles that anybody may sign up as
 * @param maxSignIns how many sign-ups and sign-ins may wait for their passwords at once
 * @param passwordIterations of PBKDF2, for the hashes of new passwords
 * @param tokenLifetime how long tokens hold; nothing for good
 * @param showEmails whether those of all who are online are shown to each of them
 * @param maxOnline how many users a list of those online names
 * @param offlineDelay how long a user may be away before anybody is told
 * @param typingTimeout how long somebody is typing who does not say so again
 * @param maxLimit the longest page
 * @param origins whose pages may connect to its namespaces, where that is fewer than may connect to the server; none means
 *     that it is not
 */
public record MessagingConfig(
        String httpPath,
        int maxBody,
        Set<String> openRoles,
        int maxSignIns,
        int passwordIterations,
        Optional<Duration> tokenLifetime,
        boolean showEmails,
        int maxOnline,
        Duration offlineDelay,
        Duration typingTimeout,
        int maxLimit,
        List<String> origins) {

    public MessagingConfig {
        openRoles = Set.copyOf(openRoles);
        origins = List.copyOf(origins);
    }
}
