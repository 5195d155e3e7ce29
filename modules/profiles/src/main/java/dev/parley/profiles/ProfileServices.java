package dev.parley.profiles;

import dev.parley.apps.Apps;
import dev.parley.bus.Bus;
import dev.parley.bus.chat.Chat;
import dev.parley.bus.trail.Trails;
import dev.parley.bus.webhooks.Webhooks;
import dev.parley.cluster.Broadcaster;
import dev.parley.cluster.ClusterSockets;
import dev.parley.cluster.Headcounts;
import dev.parley.cluster.Inquiries;
import dev.parley.cluster.OnlineUsers;
import dev.parley.cluster.RoomPresence;
import dev.parley.outbound.Guard;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What profiles have of the rest of the node; safe on every thread.
 *
 * @param guard which addresses may be called that somebody else than the operator names
 */
public record ProfileServices(
        Vertx vertx,
        Apps apps,
        Bus bus,
        Chat chat,
        Webhooks webhooks,
        Broadcaster broadcaster,
        Inquiries inquiries,
        ClusterSockets sockets,
        OnlineUsers online,
        Headcounts headcounts,
        RoomPresence presence,
        Trails trails,
        Guard guard,
        InstantSource clock) {}
