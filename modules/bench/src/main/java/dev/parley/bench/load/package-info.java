/** A load generator of one thread: connections, the WebSocket frames and HTTP answers on them, and latencies. */
@NullMarked
package dev.parley.bench.load;

import org.jspecify.annotations.NullMarked;
