package dev.parley.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * What a join token is to say, until it is {@linkplain #sign() signed}. Immutable: each step makes a new one.
 *
 * <p>The token is {@code Base64( J + hex( HMAC-SHA256(key, J) ) )}, with J the claims as compact JSON.
 */
public final class JoinToken {

    private static final Duration USUAL_LIFETIME = Duration.ofMinutes(1);

    private final SecretKey key;
    private final Clock clock;
    private final Map<String, Json> claims;

    private JoinToken(SecretKey key, Clock clock, Map<String, Json> claims) {
        this.key = key;
        this.clock = clock;
        this.claims = claims;
    }

    static JoinToken forRoom(String room, SecretKey key, Clock clock) {
        return new JoinToken(key, clock, Map.of("channel", Json.of(room))).expiresIn(USUAL_LIFETIME);
    }

    /** Who the bearer is, from then on. */
    public JoinToken user(String name) {
        return with("user", name);
    }

    /** What the bearer may do in the room beyond listening, such as {@code publish}. */
    public JoinToken can(String... what) {
        return with("can", List.of(what));
    }

    /** The one socket that may use it, by its public id. */
    public JoinToken sid(String socket) {
        return with("sid", socket);
    }

    /** Makes it good for one use. */
    public JoinToken once() {
        return once(UUID.randomUUID().toString());
    }

    /**
     * Makes all tokens with this id good for one use together.
     *
     * @param jti what nobody else uses for an id
     */
    public JoinToken once(String jti) {
        return with("jti", jti);
    }

    /** The one app that it is for; without it any that knows the secret. */
    public JoinToken app(String id) {
        return with("app", id);
    }

    /** What is given along; as {@link Json#of} takes it. */
    public JoinToken data(@Nullable Object data) {
        return with("data", data);
    }

    /** Until when it is good: in whole seconds from now, and at most {@code tokens.max-lifetime}. */
    public JoinToken expiresIn(Duration lifetime) {
        return expires(clock.instant().plus(lifetime));
    }

    /** Until when it is good, down to the second. */
    public JoinToken expires(Instant time) {
        return with("timestamp", time.getEpochSecond());
    }

    private JoinToken with(String claim, @Nullable Object value) {
        Map<String, Json> more = new LinkedHashMap<>(claims);
        more.put(claim, Json.of(value));
        return new JoinToken(key, clock, more);
    }

    /** The token that the client sends: {@code socket.emitWithAck("join", { token })}. */
    public String sign() {
        byte[] json = new Json.Obj(claims).toString().getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance(JoinTokens.ALGORITHM);
            mac.init(key);
            byte[] signature = HexFormat.of().formatHex(mac.doFinal(json)).getBytes(StandardCharsets.US_ASCII);
            byte[] token = new byte[json.length + signature.length];
            System.arraycopy(json, 0, token, 0, json.length);
            System.arraycopy(signature, 0, token, json.length, signature.length);
            return Base64.getEncoder().encodeToString(token);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
