/**
 * For whole-system tests: nodes as real processes of the runnable jar, and scenarios in {@code modules/testkit/js} that
 * stock JavaScript clients play against them.
 *
 * <p>Faults are reported as {@link java.lang.AssertionError} with the end of the log of whoever did not do its part.
 */
@NullMarked
package dev.parley.testkit;

import org.jspecify.annotations.NullMarked;
