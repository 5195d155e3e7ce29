package dev.parley.bus.trail;

import dev.parley.bus.AppNamespace;
import dev.parley.bus.NodeId;
import java.time.Duration;
import java.util.List;

/**
 * How much passes at a node, told every {@link Trails#COUNTED} while somebody wants to know.
 *
 * @param host the name of its machine
 * @param pid of its process
 * @param connections that are open now
 * @param polling how many of them poll
 * @param namespaces that have sockets here, and how many
 * @param counts what has happened since the last tally, by second
 */
public record Tally(
        NodeId by,
        String host,
        long pid,
        Duration uptime,
        int connections,
        int polling,
        List<Occupied> namespaces,
        List<Count> counts)
        implements Observation {

    /** A namespace with sockets. */
    public record Occupied(AppNamespace namespace, int sockets) {}

    /** What is counted. */
    public enum Kind {
        OPENED,
        CLOSED,
        PACKETS_IN,
        PACKETS_OUT,
        BYTES_IN,
        BYTES_OUT
    }

    /**
     * What has happened within a second.
     *
     * @param second since 1970
     * @param reason of {@link Kind#CLOSED}, in the words of Engine.IO servers; else empty
     */
    public record Count(long second, Kind kind, String reason, long amount) {}

    public Tally {
        namespaces = List.copyOf(namespaces);
        counts = List.copyOf(counts);
    }
}
