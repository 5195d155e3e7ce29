package dev.parley.cluster.simulation;

import java.util.ArrayList;
import java.util.List;

/** Leaves steps out of a scenario that breaks a rule, for as long as it still does. */
final class Shrinker {

    private static final int MOST_RUNS = 2_000;

    private final Finding.Rule rule;
    private int runs;

    private Shrinker(Finding.Rule rule) {
        this.rule = rule;
    }

    /** The least that still breaks the rule. */
    static Scenario shrink(Scenario failing, Finding.Rule rule) {
        return new Shrinker(rule).smallest(failing);
    }

    private Scenario smallest(Scenario failing) {
        Scenario smallest = failing;
        for (int size = Math.max(1, failing.steps().size() / 2); size >= 1; size = size == 1 ? 0 : size / 2) {
            Scenario before;
            do {
                before = smallest;
                smallest = without(smallest, size);
            } while (smallest != before && runs < MOST_RUNS);
        }
        return smallest;
    }

    /** Without each stretch of that many steps that is not needed, the last ones first. */
    private Scenario without(Scenario scenario, int size) {
        Scenario smallest = scenario;
        for (int from = scenario.steps().size() - size; from >= 0 && runs < MOST_RUNS; from -= size) {
            List<Step> steps = new ArrayList<>(smallest.steps());
            if (from + size > steps.size()) continue;
            steps.subList(from, from + size).clear();
            Scenario candidate = smallest.with(steps);
            runs++;
            if (Simulation.run(candidate).filter(found -> found.rule() == rule).isPresent()) smallest = candidate;
        }
        return smallest;
    }
}
