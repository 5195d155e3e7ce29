package dev.parley.sockets.engine;

import java.time.Duration;

/**
 * How sessions behave.
 *
 * @param path where Engine.IO is spoken, with a slash at both ends
 * @param pingInterval from one heartbeat to the next
 * @param pingTimeout how long a heartbeat may stay unanswered
 * @param upgradeTimeout how long an upgrade may take
 * @param maxPayload bytes of a request body or a WebSocket message, both ways of counting it inclusive
 * @param outboundBytes bytes that may wait for one client
 */
public record EngineConfig(
        String path,
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        int maxPayload,
        int outboundBytes) {}
