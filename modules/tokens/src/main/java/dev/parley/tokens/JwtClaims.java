package dev.parley.tokens;

import dev.parley.bus.Identity;
import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON Web Token says. The times that are there are well-formed.
 *
 * @param json all of it: an object
 */
record JwtClaims(
        RawJson json,
        Map<String, RawJson> members,
        Optional<Instant> expires,
        Optional<Instant> notBefore,
        Optional<Instant> issued) {

    /** Nothing unless each time that is there is a number. */
    static Optional<JwtClaims> of(RawJson json, Map<String, RawJson> members) {
        Optional<Instant> expires = time(members, "exp");
        Optional<Instant> notBefore = time(members, "nbf");
        Optional<Instant> issued = time(members, "iat");
        boolean wellFormed = members.containsKey("exp") == expires.isPresent()
                && members.containsKey("nbf") == notBefore.isPresent()
                && members.containsKey("iat") == issued.isPresent();
        return wellFormed ? Optional.of(new JwtClaims(json, members, expires, notBefore, issued)) : Optional.empty();
    }

    private static Optional<Instant> time(Map<String, RawJson> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(NumericDate::read);
    }

    /** A name, as text or as a whole number; nothing for any other shape. */
    Optional<String> name(String claim) {
        return name(members.get(claim));
    }

    static Optional<String> name(@Nullable RawJson value) {
        if (value == null) return Optional.empty();
        if (value.asLong().isPresent()) return Optional.of(value.toString());
        return value.asString().filter(JwtClaims::isName);
    }

    /** Half a surrogate pair has no form in UTF-8: two such names would be one to everybody else. */
    static boolean isName(String text) {
        return !text.isEmpty() && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    boolean has(String claim) {
        RawJson value = members.get(claim);
        return value != null && !value.isNull();
    }

    boolean isIssuedBy(String issuer) {
        return is(members.get("iss"), issuer);
    }

    boolean isFor(String audience) {
        RawJson value = members.get("aud");
        if (value == null || value.kind() != Kind.ARRAY) return is(value, audience);
        return value.elements().stream().anyMatch(element -> is(element, audience));
    }

    private static boolean is(@Nullable RawJson value, String text) {
        return value != null && value.asString().filter(text::equals).isPresent();
    }

    /** Who the bearer is, if the claims name one. */
    Optional<Identity> identity(String userClaim, Duration leeway) {
        return name(userClaim)
                .map(user -> new Identity(
                        user, name("jti"), issued.orElse(Instant.EPOCH), expires.map(end -> end.plus(leeway)), json));
    }
}
