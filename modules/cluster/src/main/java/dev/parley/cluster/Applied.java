package dev.parley.cluster;

import dev.parley.bus.NodeId;
import java.util.List;

/**
 * What came of something that sockets of the whole cluster were to get or to do.
 *
 * @param members how many sockets the audience has, as far as nodes have told
 * @param reached for how many of them it is done; a client that is too slow for an event that may be dropped is not reached
 * @param silent nodes that did not answer in time
 */
public record Applied(int members, int reached, List<NodeId> silent) {

    public Applied {
        silent = List.copyOf(silent);
    }
}
