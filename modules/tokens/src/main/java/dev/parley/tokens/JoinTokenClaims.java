package dev.parley.tokens;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import dev.parley.protocol.json.RawJson.Valid;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the claims of a join token whose signature has been checked. Stateless.
 *
 * <p>An optional claim of another shape makes the token malformed, {@code null} included: what was meant to narrow a
 * token must not get lost. Claims that are not known are passed over.
 */
final class JoinTokenClaims {

    /** Arrays and objects open at once, which only {@code data} may need. */
    private static final int MAX_DEPTH = 64;

    private static final Map<String, Predicate<RawJson>> SHAPES = Map.of(
            "channel", JoinTokenClaims::isId,
            "room", JoinTokenClaims::isId,
            "user", JoinTokenClaims::isId,
            "can", JoinTokenClaims::isTexts,
            "sid", JoinTokenClaims::isText,
            "jti", JoinTokenClaims::isText,
            "app", JoinTokenClaims::isText,
            "iat", value -> NumericDate.read(value).isPresent());

    private JoinTokenClaims() {}

    /** The token that these bytes say; nothing unless they are a JSON object with well-formed claims. */
    static Optional<JoinToken> parse(byte[] text) {
        return RawJson.check(text, 0, text.length, MAX_DEPTH) instanceof Valid(RawJson json)
                ? parse(json.members())
                : Optional.empty();
    }

    private static Optional<JoinToken> parse(Map<String, RawJson> claims) {
        RawJson channel = claims.get("channel");
        RawJson timestamp = claims.get("timestamp");
        if (channel == null || timestamp == null || !isTime(timestamp) || !wellFormed(claims)) return Optional.empty();
        Instant expires = Instant.ofEpochSecond(timestamp.asLong().orElseThrow());
        return Optional.of(token(claims, text(channel), expires, textOrNull(claims.get("user"))));
    }

    /**
     * The same as a JSON Web Token says it: the room in {@code channel} or {@code room}, the expiry in {@code exp}, the
     * user in {@code user} or where the issuer names one.
     */
    static Optional<JoinToken> of(JwtVerdict.Holds jwt) {
        Map<String, RawJson> claims = jwt.claims().members();
        RawJson channel = claims.getOrDefault("channel", claims.get("room"));
        Optional<Instant> expires = jwt.claims().expires().map(end -> end.plus(jwt.leeway()));
        if (channel == null || expires.isEmpty() || !wellFormed(claims)) return Optional.empty();
        if (!text(channel).equals(text(claims.getOrDefault("room", channel)))) return Optional.empty();
        String user = jwt.claims()
                .name(claims.containsKey("user") ? "user" : jwt.userClaim())
                .orElse(null);
        return Optional.of(token(claims, text(channel), expires.get(), user));
    }

    private static JoinToken token(
            Map<String, RawJson> claims, String channel, Instant expires, @Nullable String user) {
        RawJson issued = claims.get("iat");
        return new JoinToken(
                channel,
                expires,
                claims.get("data"),
                user,
                claims.getOrDefault("can", RawJson.EMPTY_ARRAY).elements().stream()
                        .map(JoinTokenClaims::text)
                        .collect(Collectors.toSet()),
                textOrNull(claims.get("sid")),
                textOrNull(claims.get("jti")),
                textOrNull(claims.get("app")),
                issued == null ? null : NumericDate.read(issued).orElseThrow());
    }

    private static boolean wellFormed(Map<String, RawJson> claims) {
        return SHAPES.entrySet().stream().allMatch(shape -> {
            RawJson claim = claims.get(shape.getKey());
            return claim == null || shape.getValue().test(claim);
        });
    }

    /** Backends in PHP and JavaScript send ids as numbers. */
    private static boolean isId(RawJson value) {
        return value.kind() == Kind.NUMBER || isText(value);
    }

    private static boolean isText(RawJson value) {
        return value.asString().filter(JwtClaims::isName).isPresent();
    }

    private static boolean isTexts(RawJson value) {
        return value.kind() == Kind.ARRAY && value.elements().stream().allMatch(JoinTokenClaims::isText);
    }

    private static boolean isTime(RawJson value) {
        return value.asLong().stream()
                .anyMatch(
                        seconds -> seconds >= Instant.MIN.getEpochSecond() && seconds <= Instant.MAX.getEpochSecond());
    }

    private static String text(RawJson value) {
        return value.asString().orElseGet(value::toString);
    }

    private static @Nullable String textOrNull(@Nullable RawJson value) {
        return value == null ? null : text(value);
    }
}
