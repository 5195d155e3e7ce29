package dev.parley.client;

import java.time.Instant;
import java.util.Optional;

/**
 * A token by which a client connects as a user: {@code io(url, { auth: { token } })}.
 *
 * @param token what the client sends
 * @param id by which it can be revoked
 * @param user who the client then is
 * @param expires when it is worthless
 */
public record UserToken(String token, Optional<String> id, String user, Instant expires) {

    static UserToken of(Json answer) {
        return new UserToken(
                Answers.text(answer, "token"),
                answer.at("id").asText(),
                Answers.text(answer, "user"),
                Answers.time(answer, "expires"));
    }

    /** Without the token, which opens doors. */
    @Override
    public String toString() {
        return "UserToken[user=" + user + ", expires=" + expires + "]";
    }
}
