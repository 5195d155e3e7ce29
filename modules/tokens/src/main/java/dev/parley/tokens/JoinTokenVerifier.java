package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.Message.VerifyJoin;
import dev.parley.tokens.JoinTokenFormat.Legacy;
import dev.parley.tokens.JoinTokenFormat.Signed;
import dev.parley.tokens.JoinTokenFormat.Unreadable;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Checks join tokens. Pure: the same question at the same instant has the same answer. Safe on every thread. */
final class JoinTokenVerifier {

    private final TokensConfig config;

    JoinTokenVerifier(TokensConfig config) {
        this.config = config;
    }

    /** Everything about a token but whether it was used before. Nothing in it is read before its signature holds. */
    Verdict verify(VerifyJoin question, App app, Instant now) {
        if (app.secrets().isEmpty()) return TokenDenial.NOT_CONFIGURED;
        if (question.token().length() > config.maxLength()) return TokenDenial.TOO_LONG;
        return switch (JoinTokenFormat.split(question.token())) {
            case Unreadable unreadable -> TokenDenial.MALFORMED;
            case Legacy legacy when !app.md5JoinTokens() && !question.md5() -> TokenDenial.ALGORITHM_REFUSED;
            case Legacy legacy ->
                verify(legacy.claims(), legacy.signature(), JoinTokenFormat::signByMd5, question, app, now);
            case Signed signed ->
                verify(signed.claims(), signed.signature(), JoinTokenFormat::sign, question, app, now);
        };
    }

    private Verdict verify(
            byte[] claims,
            byte[] signature,
            BiFunction<byte[], SecretKey, byte[]> algorithm,
            VerifyJoin question,
            App app,
            Instant now) {
        if (!holds(claims, signature, algorithm, app, now)) return TokenDenial.SIGNATURE_INVALID;
        return JoinTokenClaims.parse(claims)
                .map(token -> judge(token, question, now))
                .orElse(TokenDenial.MALFORMED);
    }

    /** Whether a token whose signature holds opens what was asked for. */
    Verdict judge(JoinToken token, VerifyJoin question, Instant now) {
        Duration left = Duration.between(now, token.expires());
        if (!left.isPositive()) return TokenDenial.EXPIRED;
        if (left.compareTo(config.maxLifetime()) > 0) return TokenDenial.LIFETIME_EXCEEDED;
        if (differ(token.app(), question.app())) return TokenDenial.WRONG_APP;
        if (differ(token.channel(), question.room())) return TokenDenial.WRONG_ROOM;
        if (differ(token.sid(), question.socket())) return TokenDenial.WRONG_SOCKET;
        if (differ(token.user(), question.user())) return TokenDenial.WRONG_USER;
        return new Verdict.Holds(token);
    }

    /** Tries all keys and compares in constant time, so that the time taken tells nothing. */
    private static boolean holds(
            byte[] claims, byte[] signature, BiFunction<byte[], SecretKey, byte[]> algorithm, App app, Instant now) {
        boolean holds = false;
        for (SigningSecret secret : app.secrets()) {
            if (!secret.isGoodAt(now)) continue;
            holds |= MessageDigest.isEqual(algorithm.apply(claims, secret.key()), signature);
        }
        return holds;
    }

    /** Whether both sides say something, and not the same. */
    private static boolean differ(@Nullable String claimed, @Nullable String known) {
        return claimed != null && known != null && !claimed.equals(known);
    }
}
