package dev.parley.bus.trail;

import dev.parley.bus.NodeId;
import java.util.List;

/**
 * What one event loop of a node has seen within a moment.
 *
 * @param by the node
 * @param sightings in the order of what happened to each socket
 * @param omitted how many events there were beyond these, which nobody is told of
 * @param lost how many other things there were beyond these: a list of sockets that is kept from the reports is no longer true,
 *     and is to be begun again
 * @param settled whether the node has told of all sockets that were there when the watch began, as far as they were asked for
 */
public record TrailReport(NodeId by, List<Sighting> sightings, int omitted, int lost, boolean settled)
        implements Observation {
    public TrailReport {
        sightings = List.copyOf(sightings);
    }
}
