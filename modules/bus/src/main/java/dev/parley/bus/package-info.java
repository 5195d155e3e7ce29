/**
 * The one package to read first: every address of the event bus, every message that crosses it, and their codec.
 *
 * <p>{@link dev.parley.bus.Addresses} lists who can be spoken to, {@link dev.parley.bus.Message} what can be said.
 * Verticles meet here and nowhere else. There is no business logic in this package.
 */
@NullMarked
package dev.parley.bus;

import org.jspecify.annotations.NullMarked;
