/** What is measured: each scenario is clients that do one thing, for a while to warm up and a while that counts. */
@NullMarked
package dev.parley.bench.scenario;

import org.jspecify.annotations.NullMarked;
