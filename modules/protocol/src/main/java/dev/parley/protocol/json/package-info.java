/** JSON as bytes: checked once on the way in, then sliced and handed on without a tree. */
@NullMarked
package dev.parley.protocol.json;

import org.jspecify.annotations.NullMarked;
