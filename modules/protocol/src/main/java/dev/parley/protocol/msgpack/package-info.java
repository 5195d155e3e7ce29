/** Socket.IO's alternative parser: each packet is one binary message in MessagePack, its bytes in their place. */
@NullMarked
package dev.parley.protocol.msgpack;

import org.jspecify.annotations.NullMarked;
