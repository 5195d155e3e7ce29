package dev.parley.tokens;

import dev.parley.bus.Message.JoinGranted;
import java.util.Optional;

/** What the check of a join token came to. */
sealed interface Verdict permits Verdict.Holds, TokenDenial {

    /** All that can be seen from the token holds. Whether it was used before ({@code jti}) is still to be asked. */
    record Holds(JoinToken token) implements Verdict {

        JoinGranted granted() {
            return new JoinGranted(
                    token.channel(), token.user(), token.can(), token.expires(), Optional.ofNullable(token.data()));
        }
    }
}
