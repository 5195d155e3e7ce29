package dev.parley.tokens;

import dev.parley.bus.Message.ConnectDenied;
import dev.parley.bus.Message.JoinDenied;

/**
 * Every reason for which a token is refused, in the order in which a check comes upon them. A code never changes its
 * meaning.
 */
enum TokenDenial implements Verdict, JwtVerdict, KeyLookup, Vouch {
    APP_UNKNOWN("unknown_app", "There is no such app."),
    NOT_CONFIGURED("tokens_not_configured", "This app has no key to check tokens with."),
    AUTH_NOT_CONFIGURED("auth_not_configured", "This app has nobody who could say who a client is."),
    TOO_LONG("token_too_long", "The token is longer than this server reads."),
    MALFORMED("token_malformed", "This is not a token that this server can read."),
    ALGORITHM_REFUSED("token_algorithm_refused", "The token is signed in a way that this app does not accept."),
    UNTRUSTED("token_untrusted", "Nobody whom this app trusts has a key of that name."),
    SIGNATURE_INVALID("token_signature_invalid", "The token was not signed with a key of this app."),
    AUTH_REFUSED("auth_refused", "The app does not know the bearer of this token."),
    AUTH_UNAVAILABLE("auth_unavailable", "Nobody can say at the moment whose token this is."),
    EXPIRED("token_expired", "The token has expired."),
    NOT_YET_VALID("token_not_yet_valid", "The token is not valid yet."),
    LIFETIME_EXCEEDED("token_lifetime_exceeded", "The token expires further ahead than this server allows."),
    WRONG_ISSUER("token_wrong_issuer", "The token was made by another issuer."),
    WRONG_AUDIENCE("token_wrong_audience", "The token is for another audience."),
    CLAIM_MISSING("token_claim_missing", "The token lacks a claim that it needs."),
    WRONG_APP("token_wrong_app", "The token is for another app."),
    WRONG_ROOM("token_wrong_room", "The token is for another room than the one asked for."),
    WRONG_SOCKET("token_wrong_socket", "The token is for another connection."),
    WRONG_USER("token_wrong_user", "The token is for another user."),
    REVOKED("token_revoked", "The token was revoked."),
    USED("token_used", "The token was good for one use and has been used.");

    private final String code;
    private final String reason;

    TokenDenial(String code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    JoinDenied denied() {
        return new JoinDenied(code, reason);
    }

    ConnectDenied connectDenied() {
        return new ConnectDenied(code, reason);
    }

    /** Of two checks of one token, what the one says that got further. */
    TokenDenial or(TokenDenial other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
