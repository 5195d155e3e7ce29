package dev.parley.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the claims of a token have to say once its signature holds.
 *
 * @param issuer what {@code iss} has to be, if it matters
 * @param audience what {@code aud} has to contain, if it matters
 * @param otherAudience what a token for others is refused with
 * @param required claims that have to be there
 */
record JwtRules(
        Duration leeway,
        Optional<String> issuer,
        Optional<String> audience,
        TokenDenial otherAudience,
        Set<String> required) {

    /** The clocks of nodes differ, and a token is used at once on another node than the one that made it. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    /** The first rule that is broken. */
    Optional<TokenDenial> broken(JwtClaims claims, Instant now) {
        Instant earliest = now.minus(leeway);
        Instant latest = now.plus(leeway);
        if (claims.expires().filter(end -> !earliest.isBefore(end)).isPresent())
            return Optional.of(TokenDenial.EXPIRED);
        if (claims.notBefore().filter(latest::isBefore).isPresent()) return Optional.of(TokenDenial.NOT_YET_VALID);
        Instant latestIssue = now.plus(leeway.compareTo(CLOCKS) > 0 ? leeway : CLOCKS);
        if (claims.issued().filter(latestIssue::isBefore).isPresent()) return Optional.of(TokenDenial.NOT_YET_VALID);
        if (issuer.filter(name -> !claims.isIssuedBy(name)).isPresent()) return Optional.of(TokenDenial.WRONG_ISSUER);
        if (audience.filter(name -> !claims.isFor(name)).isPresent()) return Optional.of(otherAudience);
        boolean complete = required.stream().allMatch(claims::has);
        return complete ? Optional.empty() : Optional.of(TokenDenial.CLAIM_MISSING);
    }
}
