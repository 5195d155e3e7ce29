package dev.parley.apps;

import java.util.Optional;
import java.util.Set;

/**
 * An issuer whose JSON Web Tokens say who a client is.
 *
 * @param algorithms that its tokens may name, such as {@code HS256}; no other is accepted whatever the keys could do
 * @param issuer what {@code iss} has to be, if it matters
 * @param audience what {@code aud} has to contain, if it matters
 * @param userClaim which claim names the user
 * @param required claims that have to be there beyond that
 * @param leewaySeconds how far its clock may be off
 */
public record JwtTrust(
        KeySource keys,
        Set<String> algorithms,
        Optional<String> issuer,
        Optional<String> audience,
        String userClaim,
        Set<String> required,
        int leewaySeconds) {

    /** All algorithms that can be trusted (RFC 7518 section 3.1, RFC 8037). */
    public static final Set<String> ALGORITHMS = Set.of(
            "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
            "EdDSA");

    public JwtTrust {
        algorithms = Set.copyOf(algorithms);
        required = Set.copyOf(required);
    }
}
