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
 * @param mostPerSecond how many deliveries or answers there may be in a second
 */
public record Stage(Loop loop, Servers servers, Duration warmUp, Duration measured, long mostPerSecond) {

    /** As many as there can be. */
    public static final long ANY = Long.MAX_VALUE;
}
