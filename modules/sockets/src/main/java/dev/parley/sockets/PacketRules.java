package dev.parley.sockets;

import dev.parley.protocol.socket.DecodeLimits;
import java.time.Duration;

/**
 * How messages of clients become packets.
 *
 * @param attachmentTimeout how long the next part of an event may take, counted from the one before
 */
record PacketRules(Parser parser, DecodeLimits limits, Duration attachmentTimeout) {}
