package dev.parley.tokens;

import dev.parley.bus.Message.JoinDenied;

/** Every reason for which a join token opens nothing. A code never changes its meaning. */
enum TokenDenial implements Verdict {
    NOT_CONFIGURED("tokens_not_configured", "This server has no key to check join tokens with."),
    TOO_LONG("token_too_long", "The join token is longer than this server reads."),
    MALFORMED("token_malformed", "This is not a join token."),
    ALGORITHM_REFUSED("token_algorithm_refused", "The join token is signed by MD5; HMAC-SHA256 is needed."),
    SIGNATURE_INVALID("token_signature_invalid", "The join token was not signed with a key of this server."),
    EXPIRED("token_expired", "The join token has expired."),
    LIFETIME_EXCEEDED("token_lifetime_exceeded", "The join token expires further ahead than this server allows."),
    WRONG_APP("token_wrong_app", "The join token is for another app."),
    WRONG_ROOM("token_wrong_room", "The join token is for another room than the one asked for."),
    WRONG_SOCKET("token_wrong_socket", "The join token is for another connection."),
    WRONG_USER("token_wrong_user", "The join token is for another user."),
    USED("token_used", "The join token was good for one use and has been used.");

    private final String code;
    private final String reason;

    TokenDenial(String code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    JoinDenied denied() {
        return new JoinDenied(code, reason);
    }
}
