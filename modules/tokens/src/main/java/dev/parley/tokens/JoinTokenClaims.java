package dev.parley.tokens;

import dev.parley.protocol.json.RawJson;
import dev.parley.protocol.json.RawJson.Kind;
import dev.parley.protocol.json.RawJson.Valid;
import java.nio.charset.StandardCharsets;
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
            "timestamp", JoinTokenClaims::isTime,
            "user", JoinTokenClaims::isId,
            "can", JoinTokenClaims::isTexts,
            "sid", JoinTokenClaims::isText,
            "jti", JoinTokenClaims::isText,
            "app", JoinTokenClaims::isText);

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
        if (channel == null || timestamp == null || !wellFormed(claims)) return Optional.empty();
        return Optional.of(new JoinToken(
                text(channel),
                Instant.ofEpochSecond(timestamp.asLong().orElseThrow()),
                claims.get("data"),
                textOrNull(claims.get("user")),
                claims.getOrDefault("can", RawJson.EMPTY_ARRAY).elements().stream()
                        .map(JoinTokenClaims::text)
                        .collect(Collectors.toSet()),
                textOrNull(claims.get("sid")),
                textOrNull(claims.get("jti")),
                textOrNull(claims.get("app"))));
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

    /** Half a surrogate pair has no form in UTF-8: two such names would be one to everybody else. */
    private static boolean isText(RawJson value) {
        return value.asString()
                .filter(text -> !text.isEmpty())
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text))
                .isPresent();
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
