package dev.parley.bus;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a socket.
 *
 * @param id its public id
 * @param user who it belongs to, if that is known
 * @param node where it is connected
 * @param transport of the moment: {@code websocket} or {@code polling}
 * @param rooms it is in, by name, sorted
 */
public record SocketInfo(
        String id, Optional<String> user, NodeId node, String transport, Instant connected, List<String> rooms) {

    public SocketInfo {
        rooms = List.copyOf(rooms);
    }
}
