/**
 * A Socket.IO client that does what the stock JavaScript one does where it matters to a server: transports, heartbeats,
 * reconnection and connection state recovery. A thousand of them fit into one process: each is a virtual thread.
 */
@NullMarked
package dev.parley.chaos.client;

import org.jspecify.annotations.NullMarked;
