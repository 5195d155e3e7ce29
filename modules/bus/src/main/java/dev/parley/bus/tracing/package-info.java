/** How work is told of that many parts have done for one request; who is told is none of their business. */
@NullMarked
package dev.parley.bus.tracing;

import org.jspecify.annotations.NullMarked;
