package dev.parley.client;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Tokens by which clients say who they are, for keys with the scope {@code tokens}. Immutable. Tokens for rooms need no
 * call: {@link JoinTokens}.
 *
 * {@snippet file="TokenExample.java" region="user"}
 */
public final class Tokens {

    private final Transport transport;

    Tokens(Transport transport) {
        this.transport = transport;
    }

    /**
     * Mints a token for a user.
     *
     * @param lifetime in whole seconds, at most {@code tokens.max-user-lifetime}
     */
    public UserToken user(String user, Duration lifetime) {
        return Waiting.on(userAsync(user, lifetime));
    }

    /** Mints as {@link #user(String, Duration)} does. */
    public CompletableFuture<UserToken> userAsync(String user, Duration lifetime) {
        return userAsync(user, lifetime, Map.of());
    }

    /**
     * Mints a token for a user that says more.
     *
     * @param claims what it says beyond who and until when; values are what {@link Json#of} takes
     */
    public UserToken user(String user, Duration lifetime, Map<String, ?> claims) {
        return Waiting.on(userAsync(user, lifetime, claims));
    }

    /** Mints as {@link #user(String, Duration, Map)} does. */
    public CompletableFuture<UserToken> userAsync(String user, Duration lifetime, Map<String, ?> claims) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user", user);
        body.put("ttl", lifetime.toSeconds());
        if (!claims.isEmpty()) body.put("claims", claims);
        return transport.send(Call.post("/tokens", Json.of(body)), UserToken::of);
    }

    /**
     * Makes one token worthless, on all nodes, and disconnects who is connected by it.
     *
     * @param id the {@link UserToken#id}
     */
    public void revoke(String id) {
        Waiting.on(revokeAsync(id));
    }

    /** Revokes as {@link #revoke} does. */
    public CompletableFuture<Json> revokeAsync(String id) {
        return revoked(Map.of("token", id));
    }

    /** Makes all tokens worthless that a user has by now. */
    public void revokeUser(String user) {
        Waiting.on(revokeUserAsync(user));
    }

    /** Revokes as {@link #revokeUser} does. */
    public CompletableFuture<Json> revokeUserAsync(String user) {
        return revoked(Map.of("user", user));
    }

    /** Makes all tokens of everybody worthless that were issued before a time, which is not to come. */
    public void revokeIssuedBefore(Instant time) {
        Waiting.on(revokeIssuedBeforeAsync(time));
    }

    /** Revokes as {@link #revokeIssuedBefore} does. */
    public CompletableFuture<Json> revokeIssuedBeforeAsync(Instant time) {
        return revoked(Map.of("before", time.toString()));
    }

    /** The answer says again what holds no longer. */
    private CompletableFuture<Json> revoked(Map<String, String> what) {
        return transport.send(Call.post("/tokens/revoke", Json.of(what)), answer -> answer.at("revoked"));
    }
}
