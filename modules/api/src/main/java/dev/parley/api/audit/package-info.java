/**
 * What admins have had done, and where that is kept: as lines of the logger {@code dev.parley.audit}, and the newest of them in
 * the memory of the cluster, for the console.
 */
@NullMarked
package dev.parley.api.audit;

import org.jspecify.annotations.NullMarked;
