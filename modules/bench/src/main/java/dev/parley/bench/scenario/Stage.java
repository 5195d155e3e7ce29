package dev.parley.bench.scenario;

import dev.parley.bench.contender.Servers;
import dev.parley.bench.load.Loop;
import java.time.Duration;

/**
 * What a scenario is played with.
 *
 * @param loop runs all clients, and is of this scenario alone
 * @param warmUp for how long clients do it before it counts
 * @param measured for how long it counts
 */
public record Stage(Loop loop, Servers servers, Duration warmUp, Duration measured) {}
