/** Engine.IO revision 3, for clients from before Socket.IO 3: other payloads and binary frames, the same packets. */
@NullMarked
package dev.parley.protocol.engine3;

import org.jspecify.annotations.NullMarked;
