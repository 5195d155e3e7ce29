package dev.parley.bus;

import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Optional;

/**
 * Who a token says its bearer is.
 *
 * @param token the token's own id ({@code jti}), if it has one
 * @param issued when it was made; the epoch if it does not say
 * @param expires when it ceases to hold, if it does
 * @param claims all that it says: an object
 */
public record Identity(
        String user, Optional<String> token, Instant issued, Optional<Instant> expires, RawJson claims) {}
