package dev.parley.cluster.simulation;

import java.util.List;
import java.util.stream.Collectors;

/** A run that can be made again: the seed decides what the network does, the steps are what is done to it. */
record Scenario(long seed, int nodes, List<Step> steps) {

    Scenario {
        steps = List.copyOf(steps);
    }

    Scenario with(List<Step> fewer) {
        return new Scenario(seed, nodes, fewer);
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(Step::toString)
                .collect(Collectors.joining("\n  ", "seed %d, %d nodes\n  ".formatted(seed, nodes), ""));
    }
}
