package dev.parley.server.cli;

import dev.parley.smoke.Goal;
import dev.parley.smoke.Lines;
import dev.parley.smoke.Smoke;
import dev.parley.smoke.Step;
import java.util.List;

/** What {@code parley smoke} runs. */
@FunctionalInterface
public interface SmokeRunner {

    /**
     * Connects, and does one step after another, on the calling thread.
     *
     * @param first what is done before the first line
     */
    Smoke.Outcome run(Goal goal, List<Step> first, Lines lines);
}
