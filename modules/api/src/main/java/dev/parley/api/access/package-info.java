/** Who asks, what that opens, and how often it may be asked. */
@NullMarked
package dev.parley.api.access;

import org.jspecify.annotations.NullMarked;
