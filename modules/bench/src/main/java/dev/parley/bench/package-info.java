/** Measures what Parley costs, beside its peers: the command and what it is told. */
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
