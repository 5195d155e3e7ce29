package dev.parley.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A socket as its node sees it.
 *
 * @param id the public id
 * @param user whose it is, if a token says so
 * @param node the id of the node that it is connected to
 * @param transport {@code polling} or {@code websocket}
 * @param connected since when
 * @param rooms that it is in
 */
public record SocketView(
        String id, Optional<String> user, String node, String transport, Instant connected, List<String> rooms) {

    public SocketView {
        rooms = List.copyOf(rooms);
    }

    static SocketView of(Json socket) {
        return new SocketView(
                Answers.text(socket, "id"),
                socket.at("user").asText(),
                Answers.text(socket, "node"),
                Answers.text(socket, "transport"),
                Answers.time(socket, "connected"),
                Answers.list(socket, "rooms", Answers::string));
    }
}
