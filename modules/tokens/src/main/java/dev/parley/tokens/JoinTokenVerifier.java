package dev.parley.tokens;

import dev.parley.apps.App;
import dev.parley.apps.SigningSecret;
import dev.parley.bus.Message.VerifyJoin;
import dev.parley.tokens.JoinTokenFormat.Layout;
import dev.parley.tokens.JoinTokenFormat.Legacy;
import dev.parley.tokens.JoinTokenFormat.Signed;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

        Layout layout = JoinTokenFormat.split(question.token());
        if (layout instanceof Legacy) return TokenDenial.ALGORITHM_REFUSED;
        if (!(layout instanceof Signed signed)) return TokenDenial.MALFORMED;
        if (!holds(signed, app, now)) return TokenDenial.SIGNATURE_INVALID;

        Optional<JoinToken> claims = JoinTokenClaims.parse(signed.claims());
        if (claims.isEmpty()) return TokenDenial.MALFORMED;
        JoinToken token = claims.get();
        Duration left = Duration.between(now, token.expires());
        if (!left.isPositive()) return TokenDenial.EXPIRED;
        if (left.compareTo(config.maxLifetime()) > 0) return TokenDenial.LIFETIME_EXCEEDED;
        if (differ(token.app(), app.id())) return TokenDenial.WRONG_APP;
        if (differ(token.channel(), question.room())) return TokenDenial.WRONG_ROOM;
        if (differ(token.sid(), question.socket())) return TokenDenial.WRONG_SOCKET;
        if (differ(token.user(), question.user())) return TokenDenial.WRONG_USER;
        return new Verdict.Holds(token);
    }

    /** Tries all keys and compares in constant time, so that the time taken tells nothing. */
    private static boolean holds(Signed signed, App app, Instant now) {
        boolean holds = false;
        for (SigningSecret secret : app.secrets()) {
            if (!secret.isGoodAt(now)) continue;
            holds |= MessageDigest.isEqual(JoinTokenFormat.sign(signed.claims(), secret.key()), signed.signature());
        }
        return holds;
    }

    /** Whether both sides say something, and not the same. */
    private static boolean differ(@Nullable String claimed, @Nullable String known) {
        return claimed != null && known != null && !claimed.equals(known);
    }
}
