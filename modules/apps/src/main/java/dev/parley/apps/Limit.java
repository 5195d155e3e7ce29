package dev.parley.apps;

import java.util.Locale;
import java.util.Optional;

/**
 * What an app may use up. Each has a default in {@code conf/parley.yaml}, under {@code limits}, and may be set for an app
 * alone.
 */
public enum Limit {
    /** Connections of the app in the cluster. */
    CONNECTIONS(1, 100_000_000),
    /** Connections of one user on a node. */
    CONNECTIONS_PER_USER(1, 1_000_000),
    /** Connections from one address to a node. */
    CONNECTIONS_PER_ADDRESS(1, 10_000_000),
    /** Events that one socket may send in a second; twice as many at once. */
    EVENTS_PER_SECOND(1, 1_000_000),
    /** Bytes that one socket may send in a second; twice as many at once. */
    BYTES_PER_SECOND(1_000, 1_000_000_000),
    /** Rooms that one socket may be in. */
    ROOMS_PER_SOCKET(1, 100_000),
    /** Rooms of the app that have members on a node. */
    ROOMS(1, 100_000_000),
    /** Requests of one API key in a second to a node; twice as many at once. */
    REQUESTS_PER_SECOND(1, 1_000_000),
    /** Characters of a room's name. */
    ROOM_LENGTH(1, 4_096),
    /** Characters of an event's name. */
    EVENT_LENGTH(1, 4_096),
    /** Bytes of one event, attachments not counted; {@code sockets.max-payload} goes before it. */
    EVENT_BYTES(100, 100_000_000),
    /** Arrays and objects open at once in one event; {@code sockets.max-depth} goes before it. */
    JSON_DEPTH(1, 1_000);

    private final int least;
    private final int most;

    Limit(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /** As it is written in the configuration and in requests: {@code events-per-second}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int least() {
        return least;
    }

    public int most() {
        return most;
    }

    public static Optional<Limit> of(String key) {
        for (Limit limit : values()) {
            if (limit.key().equals(key)) return Optional.of(limit);
        }
        return Optional.empty();
    }
}
