/**
 * What is kept and shown of sockets that somebody watches: bounded batches, counters, and events cut and redacted. What a
 * watch is and how it is asked for is in {@code dev.parley.bus.trail}.
 */
@NullMarked
package dev.parley.sockets.observe;

import org.jspecify.annotations.NullMarked;
