package dev.parley.bus;

import java.util.List;

/**
 * How many connections the apps have on a node. Said again and again, so that one that is lost does no harm.
 *
 * @param counts of all apps that have any
 */
public record Census(NodeId from, List<Count> counts) implements Message.Remote {

    public record Count(String app, int connections) {}

    public Census {
        counts = List.copyOf(counts);
    }
}
