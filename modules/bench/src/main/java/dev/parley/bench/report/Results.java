package dev.parley.bench.report;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.scenario.Outcome;
import dev.parley.bench.scenario.Outcome.Failed;
import dev.parley.bench.scenario.Outcome.Measured;
import dev.parley.bench.scenario.Outcome.Saturated;
import dev.parley.bench.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All outcomes of a run so far. Owned by the thread that measures. */
public final class Results {

    private final Map<Scenario, Map<Contender, List<Outcome>>> all = new LinkedHashMap<>();

    public void add(Scenario scenario, Contender contender, Outcome outcome) {
        all.computeIfAbsent(scenario, key -> new LinkedHashMap<>())
                .computeIfAbsent(contender, key -> new ArrayList<>())
                .add(outcome);
    }

    /** In the order in which they came first. */
    public List<Scenario> scenarios() {
        return List.copyOf(all.keySet());
    }

    /** Those that took part in any of them, in their usual order. */
    public List<Contender> contenders() {
        return Stream.of(Contender.values())
                .filter(each -> all.values().stream().anyMatch(row -> row.containsKey(each)))
                .toList();
    }

    List<Outcome> of(Scenario scenario, Contender contender) {
        return Objects.requireNonNullElse(
                Objects.requireNonNullElse(all.get(scenario), Map.<Contender, List<Outcome>>of())
                        .get(contender),
                List.of());
    }

    List<Measured> measured(Scenario scenario, Contender contender) {
        return of(scenario, contender).stream()
                .filter(Measured.class::isInstance)
                .map(Measured.class::cast)
                .toList();
    }

    /** The median of something over all repetitions that were measured. */
    Optional<Double> median(Scenario scenario, Contender contender, ToDoubleFunction<Measured> what) {
        List<Double> values = values(scenario, contender, what);
        return values.isEmpty() ? Optional.empty() : Optional.of(Statistics.median(values));
    }

    List<Double> values(Scenario scenario, Contender contender, ToDoubleFunction<Measured> what) {
        return measured(scenario, contender).stream()
                .map(each -> what.applyAsDouble(each))
                .toList();
    }

    /** The median value of one as a multiple of another's. */
    public Optional<Double> ratio(Scenario scenario, Contender one, Contender other) {
        return median(scenario, one, Measured::value)
                .flatMap(mine -> median(scenario, other, Measured::value).map(theirs -> mine / theirs));
    }

    /** Whether the generator was what was measured, somewhere. */
    public boolean wasSaturated() {
        return outcomes().anyMatch(Saturated.class::isInstance);
    }

    /** Whether a contender did not do what it has to, somewhere. */
    public boolean hasFailed() {
        return outcomes().anyMatch(Failed.class::isInstance);
    }

    private Stream<Outcome> outcomes() {
        return all.values().stream().flatMap(row -> row.values().stream()).flatMap(List::stream);
    }
}
