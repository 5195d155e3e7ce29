package dev.parley.sockets;

import dev.parley.bus.Position;

/**
 * How far the sockets of one event loop have heard each node: as far as the last event that was handed to the loop.
 * Confined to that event loop.
 */
final class LoopPosition {

    private Position heard = Position.EMPTY;

    Position heard() {
        return heard;
    }

    /** An event is handed to the loop, whether it has sockets for it or not. */
    void passed(EncodedPacket event) {
        Position next = event.heard();
        if (next != null) reach(next);
    }

    /** Everything up to there has been handed to the loop. */
    void reach(Position position) {
        heard = position;
    }
}
