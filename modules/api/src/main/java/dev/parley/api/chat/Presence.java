package dev.parley.api.chat;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a user has a socket somewhere.
 *
 * @param lastSeen when an offline user was last known to have one, if that is known
 */
public record Presence(String user, boolean online, Optional<Instant> lastSeen) {}
