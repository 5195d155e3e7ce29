/**
 * What one step on the way of an event costs: microbenchmarks, which JMH runs in a process of its own for each. They tell which
 * of two ways to write a step is cheaper; what it all costs together, {@code dev.parley.bench.scenario} tells.
 *
 * <p>Steps are reached as other modules reach them. Where that is not the step alone, its benchmark says what else is in the
 * number.
 */
@NullMarked
package dev.parley.bench.micro;

import org.jspecify.annotations.NullMarked;
