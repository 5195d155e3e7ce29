package dev.parley.bus.trail;

import dev.parley.bus.AppNamespace;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a socket was seen doing.
 *
 * @param at to the millisecond, by the clock of its node
 * @param socket its public id
 * @param user whose it is, if that is known
 */
public record Sighting(Instant at, AppNamespace namespace, String socket, Optional<String> user, Happening what) {}
