/**
 * The contract of InstantIO: clients join the rooms that a backend's hook gives them for a token, send messages to rooms, and
 * get what backends emit at {@code /instantio/emit}; another hook is told of it all.
 */
@NullMarked
package dev.parley.profiles.instantio;

import org.jspecify.annotations.NullMarked;
