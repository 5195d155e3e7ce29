/**
 * Whether a cluster has kept its word. Takes down what was accepted and what came, and judges it when all is over; knows
 * nothing of processes, sockets or clocks. Times are those of {@link java.lang.System#nanoTime}.
 */
@NullMarked
package dev.parley.chaos.check;

import org.jspecify.annotations.NullMarked;
