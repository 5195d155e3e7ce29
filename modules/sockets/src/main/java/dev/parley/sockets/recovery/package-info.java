/**
 * What a client that was cut off needs to go on where it was: its session as the cluster keeps it, and what it has missed.
 * Knows neither connections nor packets.
 */
@NullMarked
package dev.parley.sockets.recovery;

import org.jspecify.annotations.NullMarked;
