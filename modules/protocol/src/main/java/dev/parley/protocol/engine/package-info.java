/** Engine.IO: packets and payloads of the layer that carries Socket.IO over polling and WebSocket. */
@NullMarked
package dev.parley.protocol.engine;

import org.jspecify.annotations.NullMarked;
