/** What was measured: medians, ratios, a table, a plot. */
@NullMarked
package dev.parley.bench.report;

import org.jspecify.annotations.NullMarked;
