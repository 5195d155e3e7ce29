/** What a node tells of itself. */
@NullMarked
package dev.parley.api.server;

import org.jspecify.annotations.NullMarked;
