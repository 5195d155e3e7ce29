package dev.parley.client.examples;

import dev.parley.client.JoinTokens;
import dev.parley.client.Parley;
import dev.parley.client.UserToken;
import java.time.Duration;

final class TokenExample {

    private TokenExample() {}

    static String join(String joinTokenSecret) {
        // @start region="join"
        JoinTokens tokens = JoinTokens.signedWith(joinTokenSecret);
        String token = tokens.channel("orders")
                .user("ann")
                .can("publish")
                .once()
                .expiresIn(Duration.ofMinutes(5))
                .sign();
        // @end
        return token;
    }

    static UserToken user(Parley parley) {
        // @start region="user"
        UserToken token = parley.tokens().user("ann", Duration.ofHours(8));
        parley.tokens().revokeUser("bob");
        // @end
        return token;
    }
}
