package dev.parley.sockets.recovery;

import dev.parley.bus.Position;
import java.util.Optional;

/**
 * A client that has come back, and is this node's from now on.
 *
 * @param kept the session as the cluster keeps it
 * @param session as it was saved
 * @param heard how far the client has heard each node; nothing when it has received no event
 */
public record Comeback(String secret, String kept, SavedSession session, Optional<Position> heard) {
    @Override
    public String toString() {
        return "Comeback[" + session.id() + "]";
    }
}
