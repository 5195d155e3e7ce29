/**
 * The bridge from Socket.IO's Redis adapter: backends that emit with {@code @socket.io/redis-emitter} reach clients of this
 * server unchanged. It hears and never publishes; the nodes themselves need no Redis.
 */
@NullMarked
package dev.parley.redis;

import org.jspecify.annotations.NullMarked;
