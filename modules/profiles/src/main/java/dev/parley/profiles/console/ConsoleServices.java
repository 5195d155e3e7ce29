package dev.parley.profiles.console;

import dev.parley.api.access.ConsoleSessions;
import dev.parley.api.access.Witness;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.trail.Trails;
import dev.parley.cluster.Membership;
import io.vertx.core.Vertx;

/**
 * What the console's namespace has of the rest of the node; safe on every thread.
 *
 * @param sessions who is signed in
 * @param membership the nodes that there are
 * @param witness is told when the recorder is started and stopped
 */
public record ConsoleServices(
        Vertx vertx,
        NodeId self,
        Bus bus,
        Membership membership,
        ConsoleSessions sessions,
        Trails trails,
        Witness witness) {}
