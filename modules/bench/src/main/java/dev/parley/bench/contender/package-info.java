/** Who is measured: each contender as real processes. */
@NullMarked
package dev.parley.bench.contender;

import org.jspecify.annotations.NullMarked;
