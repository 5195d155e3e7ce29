package dev.parley.bench;

import dev.parley.bench.contender.Contender;
import dev.parley.bench.contender.Servers;
import dev.parley.bench.contender.Site;
import dev.parley.bench.load.Loop;
import dev.parley.bench.report.Results;
import dev.parley.bench.scenario.Outcome;
import dev.parley.bench.scenario.Outcome.Failed;
import dev.parley.bench.scenario.Outcome.Measured;
import dev.parley.bench.scenario.Outcome.Saturated;
import dev.parley.bench.scenario.Scenario;
import dev.parley.bench.scenario.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Plays scenarios with contenders, one after the other: those of one scenario follow each other at once, so that what else the
 * machine does meets all of them. Owned by the thread that measures.
 */
final class Run implements AutoCloseable {

    private final Site site;
    private final Duration warmUp;
    private final Duration measured;
    private final Consumer<String> log;
    private final Map<Contender, Servers> running = new EnumMap<>(Contender.class);
    private final Set<Contender> warm = EnumSet.noneOf(Contender.class);
    private int nodes;

    Run(Site site, Duration warmUp, Duration measured, Consumer<String> log) {
        this.site = site;
        this.warmUp = warmUp;
        this.measured = measured;
        this.log = log;
    }

    Results play(List<Scenario> scenarios, List<Contender> contenders, int repetitions) {
        var results = new Results();
        for (int i = 1; i <= repetitions; i++) {
            for (Scenario scenario : scenarios) {
                for (Contender contender : contenders) {
                    if (!scenario.fits(contender)) continue;
                    Outcome outcome = play(scenario, contender);
                    results.add(scenario, contender, outcome);
                    log.accept(i + "/" + repetitions + " " + scenario.name() + ", " + contender.title() + ": "
                            + told(outcome, scenario.unit()));
                }
            }
        }
        return results;
    }

    private static String told(Outcome outcome, String unit) {
        return switch (outcome) {
            case Measured got -> String.format("%.2f %s (generator %.0f%%)", got.value(), unit, got.busy() * 100);
            case Failed failed -> "FAILED: " + failed.why();
            case Saturated saturated -> String.format("GENERATOR SATURATED (%.0f%%)", saturated.busy() * 100);
        };
    }

    /** A server that did not do what it has to is not used again, and neither is one that has to be fresh. */
    private Outcome play(Scenario scenario, Contender contender) {
        boolean usable = false;
        try (var loop = new Loop()) {
            Servers servers = servers(contender, scenario);
            Outcome outcome =
                    scenario.play(new Stage(loop, servers, warmUp(contender), measured, contender.mostPerSecond()));
            usable = servers.areAlive() && !scenario.wantsFresh();
            return outcome;
        } catch (RuntimeException fault) {
            return new Failed(String.valueOf(fault.getMessage()));
        } finally {
            if (!usable) stop(contender);
        }
    }

    /** Whoever has just begun needs it for longer. */
    private Duration warmUp(Contender contender) {
        return warm.add(contender) ? warmUp.multipliedBy(2) : warmUp;
    }

    private Servers servers(Contender contender, Scenario scenario) {
        if (scenario.nodes() != nodes) close();
        if (scenario.wantsFresh()) stop(contender);
        nodes = scenario.nodes();
        return running.computeIfAbsent(contender, each -> site.start(each, nodes));
    }

    private void stop(Contender contender) {
        warm.remove(contender);
        Servers servers = running.remove(contender);
        if (servers != null) servers.close();
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
