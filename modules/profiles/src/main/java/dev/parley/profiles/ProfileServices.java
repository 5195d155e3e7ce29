package dev.parley.profiles;

import dev.parley.apps.Apps;
import dev.parley.bus.Bus;
import dev.parley.bus.chat.Chat;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.OnlineUsers;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/** What profiles have of the rest of the node; safe on every thread. */
public record ProfileServices(
        Vertx vertx, Apps apps, Bus bus, Chat chat, Broadcaster broadcaster, OnlineUsers online, InstantSource clock) {}
