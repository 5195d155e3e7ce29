package dev.parley.bus.chat;

import dev.parley.protocol.json.RawJson;
import java.time.Instant;
import java.util.Optional;

/**
 * A user of a namespace.
 *
 * @param name for people
 * @param data an object; what the application keeps with the user
 * @param deleted since when the user is, and may send nothing any more
 * @param lastSeen when a socket of the user was last known to be connected; up to a minute late
 */
public record ChatUser(
        String id,
        Optional<String> name,
        RawJson data,
        Instant created,
        Instant updated,
        Optional<Instant> deleted,
        Optional<Instant> lastSeen) {}
