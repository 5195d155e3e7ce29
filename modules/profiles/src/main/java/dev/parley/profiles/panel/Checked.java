package dev.parley.profiles.panel;

import java.time.Instant;

/**
 * How far a member of a room is.
 *
 * @param unread messages of others that came since
 * @param at when the member last read its messages, or joined
 */
record Checked(long unread, Instant at) {}
