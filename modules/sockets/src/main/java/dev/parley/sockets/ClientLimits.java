package dev.parley.sockets;

import dev.parley.sockets.engine.IpBlock;
import java.util.List;

/**
 * What clients may use up of a node, whatever their apps may.
 *
 * @param connections that may be open at the same time; 0 is no limit
 * @param connectsPerSecond connections that one address may open in a second; twice as many at once
 * @param unjoinedPerAddress connections of one address that are in no namespace yet
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param abuse how often a connection may be refused something within ten seconds before it has to go
 * @param dropOldestIn namespaces, by name or pattern, that drop events rather than a client that does not keep up
 */
public record ClientLimits(
        int connections,
        int connectsPerSecond,
        int unjoinedPerAddress,
        List<IpBlock> trustedProxies,
        int abuse,
        List<String> dropOldestIn) {

    public ClientLimits {
        trustedProxies = List.copyOf(trustedProxies);
        dropOldestIn = List.copyOf(dropOldestIn);
    }

    /** None that anybody reaches. */
    public static ClientLimits none() {
        return new ClientLimits(0, 1_000_000, Integer.MAX_VALUE, List.of(), Integer.MAX_VALUE, List.of());
    }
}
