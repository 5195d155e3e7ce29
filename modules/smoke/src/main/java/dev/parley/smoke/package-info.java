/**
 * A client for a person, or a script, that wants to see whether a server works: it connects over one WebSocket, does what the
 * lines say that it is given, and prints what comes.
 */
@NullMarked
package dev.parley.smoke;

import org.jspecify.annotations.NullMarked;
