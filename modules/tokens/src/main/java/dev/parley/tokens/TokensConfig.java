package dev.parley.tokens;

import java.time.Duration;

/**
 * What tokens of every app are checked against.
 *
 * @param maxLifetime how far ahead a join token's expiry may lie
 * @param maxLength characters of a token
 * @param maxUserLifetime how long a user token that is minted here may be good for
 * @param maxRevocations how many revocations of one app are kept at once
 * @param maxOpenHooks how many questions to the hook of one app may be open at once
 */
public record TokensConfig(
        Duration maxLifetime, int maxLength, Duration maxUserLifetime, int maxRevocations, int maxOpenHooks) {

    private static final Duration LEAST_REMEMBERED = Duration.ofHours(24);

    /** How long a revocation is kept: as long as any token of our own could live. */
    Duration revocationLife() {
        Duration longest = maxLifetime.compareTo(maxUserLifetime) > 0 ? maxLifetime : maxUserLifetime;
        return longest.compareTo(LEAST_REMEMBERED) > 0 ? longest : LEAST_REMEMBERED;
    }
}
