/** Socket.IO: namespaces, events and acknowledgements, as carried by Engine.IO messages. */
@NullMarked
package dev.parley.protocol.socket;

import org.jspecify.annotations.NullMarked;
