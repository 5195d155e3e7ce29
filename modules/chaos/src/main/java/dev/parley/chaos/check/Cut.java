package dev.parley.chaos.check;

import java.util.Set;

/**
 * A time in which some nodes could not reach the others, until the cluster was whole again. Each side serves its own.
 *
 * @param minority numbers of the nodes on one side
 */
public record Cut(Set<Integer> minority, long from, long until) {

    public Cut {
        minority = Set.copyOf(minority);
    }

    /** Whether an event that a node took in this time need not reach a client at another. */
    boolean parts(Emission emission, int node) {
        return emission.acceptedAt() >= from
                && emission.sent() <= until
                && minority.contains(emission.node()) != minority.contains(node);
    }
}
