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
 * @param rooms it is in, by name, sorted; of more than {@value #MAX_ROOMS} those that it joined first
 */
public record SocketInfo(
        String id, Optional<String> user, NodeId node, String transport, Instant connected, List<String> rooms) {

    /** How many of its rooms are told. */
    public static final int MAX_ROOMS = 100;

    public SocketInfo {
        rooms = List.copyOf(rooms);
    }

    /** The bytes it takes up in a limit. */
    public int size() {
        int size =
                id.length() + user.map(String::length).orElse(0) + node.value().length() + transport.length();
        for (String room : rooms) size += room.length();
        return size;
    }
}
