/**
 * Chat as the rest of a node speaks of it: what is asked of ChatVerticle ({@link dev.parley.bus.chat.UserQuestion}, {@link
 * dev.parley.bus.chat.RoomQuestion}, {@link dev.parley.bus.chat.MessageQuestion}), what it answers, and what it tells.
 * Everything here stays on its node and is immutable.
 *
 * <p>Users, rooms and messages belong to a namespace of an app: whoever asks in one never meets those of another.
 */
@NullMarked
package dev.parley.bus.chat;

import org.jspecify.annotations.NullMarked;
