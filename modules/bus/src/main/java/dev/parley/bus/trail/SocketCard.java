package dev.parley.bus.trail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a socket when it is first seen.
 *
 * @param client the same for all sockets of one connection, and nothing by which somebody could take it over
 * @param transport of the moment: {@code websocket} or {@code polling}
 * @param revision of Engine.IO that the client speaks: 3 or 4
 * @param address where the client is
 * @param origin of the page that it is in, if it is in one
 * @param agent what its {@code User-Agent} says, cut to 256 characters
 * @param since when it connected
 * @param rooms it is in, by name, sorted; of more than a hundred those that it joined first
 */
public record SocketCard(
        String client,
        String transport,
        int revision,
        String address,
        Optional<String> origin,
        Optional<String> agent,
        Instant since,
        List<String> rooms) {
    public SocketCard {
        rooms = List.copyOf(rooms);
    }
}
