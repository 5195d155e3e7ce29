/** Chat that lasts. ChatVerticle answers what {@link dev.parley.bus.chat} asks. */
@NullMarked
package dev.parley.chat;

import org.jspecify.annotations.NullMarked;
