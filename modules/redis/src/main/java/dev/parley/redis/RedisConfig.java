package dev.parley.redis;

import dev.parley.protocol.socket.DecodeLimits;
import java.util.Optional;

/**
 * Where the Redis of the emitters is, and what is taken from it.
 *
 * @param tls whether the connection is encrypted; the server's certificate is then checked
 * @param user of the password; without one it is Redis's {@code default}
 * @param app the id of the app whose sockets are reached
 * @param prefix of the channels, the {@code key} of emitters
 * @param maxMessage bytes of a message; larger ones are passed over
 * @param limits what a packet may have
 */
public record RedisConfig(
        String host,
        int port,
        boolean tls,
        Optional<String> user,
        Optional<String> password,
        String app,
        String prefix,
        int maxMessage,
        DecodeLimits limits) {

    /** Without the password. */
    @Override
    public String toString() {
        return "RedisConfig[" + host + ":" + port + ", prefix=" + prefix + "]";
    }
}
