package dev.parley.tokens;

import dev.parley.bus.Identity;
import dev.parley.outbound.Reply;
import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads what an app's backend answered: {@code 200} and {@code {"user","claims"?,"expires"?}}. Stateless. */
final class HookAnswer {

    private HookAnswer() {}

    /** A status of 4xx says no; whatever else is not the one good answer says nothing. */
    static Vouch read(Reply reply, Instant now) {
        if (reply.status() >= 400 && reply.status() < 500) return TokenDenial.AUTH_REFUSED;
        if (reply.status() != 200) return TokenDenial.AUTH_UNAVAILABLE;
        return Jws.object(reply.body().getBytes())
                .flatMap(json -> read(json.members(), now))
                .orElse(TokenDenial.AUTH_UNAVAILABLE);
    }

    private static Optional<Vouch> read(Map<String, RawJson> answer, Instant now) {
        // A copy: the rest of the answer is not to stay in memory with it.
        Optional<RawJson> claims =
                Jws.object(answer.getOrDefault("claims", RawJson.EMPTY_OBJECT).toBytes());
        Optional<Instant> expires = Optional.ofNullable(answer.get("expires")).flatMap(NumericDate::read);
        if (claims.isEmpty() || answer.containsKey("expires") != expires.isPresent()) {
            return Optional.empty();
        }
        if (expires.filter(end -> !now.isBefore(end)).isPresent()) return Optional.of(TokenDenial.EXPIRED);
        return JwtClaims.name(answer.get("user"))
                .map(user -> new Vouch.For(new Identity(user, Optional.empty(), now, expires, claims.get())));
    }
}
