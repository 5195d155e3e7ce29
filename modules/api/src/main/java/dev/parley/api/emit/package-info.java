/** Events that backends send: one, or several in their order, and what is told of where they went. */
@NullMarked
package dev.parley.api.emit;

import org.jspecify.annotations.NullMarked;
