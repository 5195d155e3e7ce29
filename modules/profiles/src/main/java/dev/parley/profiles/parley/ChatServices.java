package dev.parley.profiles.parley;

import dev.parley.api.chat.Presences;
import dev.parley.bus.chat.Chat;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.RoomPresence;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the chat of one socket has of its node; safe on every thread.
 *
 * @param watchedRooms whose users one socket may be told of
 * @param typingTimeout after which a user who says nothing more has stopped typing
 */
record ChatServices(
        Vertx vertx,
        Chat chat,
        Presences presences,
        PresenceWatchers watchers,
        RoomPresence presence,
        int watchedRooms,
        Broadcaster broadcaster,
        InstantSource clock,
        Duration typingTimeout) {}
