package dev.parley.tokens;

import java.time.Duration;

/** What the check of a JSON Web Token came to. */
sealed interface JwtVerdict permits JwtVerdict.Holds, TokenDenial {

    /**
     * Somebody who is trusted has signed it, and it holds now.
     *
     * @param userClaim where it names the user
     * @param leeway by how much the signer's clock may be off
     */
    record Holds(JwtClaims claims, String userClaim, Duration leeway) implements JwtVerdict {}
}
