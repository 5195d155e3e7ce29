package dev.parley.tokens;

import io.vertx.core.Future;
import java.time.Instant;

/** Remembers which tokens were used. Safe on every thread. */
public interface SingleUse {

    /**
     * Uses a token up.
     *
     * @param jti the token's own name
     * @param until when the token expires on its own and may be forgotten
     * @return true for the first caller only; false for any other, and when it is too late or there is no room to
     *     remember one more. A failure means that nobody knows, and opens nothing either.
     */
    Future<Boolean> claim(String jti, Instant until);
}
