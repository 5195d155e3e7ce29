package dev.parley.outbound;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * What another server said.
 *
 * @param body no more of it than was of use
 */
public record Reply(int status, MultiMap headers, Buffer body) {}
