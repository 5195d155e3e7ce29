package dev.parley.server.cli;

import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;

/** What {@code parley token} mints with. */
@FunctionalInterface
public interface TokenMint {

    /**
     * What a join token is to say.
     *
     * @param app the app that it is for
     * @param expiry in whole seconds
     * @param can capabilities, such as {@code publish}
     * @param sid the only socket that may use it
     * @param jti the token's own name, which makes it good for one use
     */
    record Order(
            String app,
            String room,
            Instant expiry,
            Optional<String> user,
            List<String> can,
            Optional<RawJson> data,
            Optional<String> sid,
            Optional<String> jti) {

        public Order {
            can = List.copyOf(can);
        }
    }

    /** A join token as a client presents it, signed with {@code key}. */
    String mint(Order order, SecretKey key);
}
