/**
 * Nothing but tests: each feeds one decoder with whatever the fuzzer thinks of, and says what must hold for the outcome.
 *
 * <p>A decoder may refuse an input by a named fault. What it takes must be well-formed, no larger than its limits, and the
 * same again once it was encoded.
 */
@NullMarked
package dev.parley.fuzz;

import org.jspecify.annotations.NullMarked;
