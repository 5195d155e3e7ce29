package dev.parley.chaos;

import dev.parley.chaos.cluster.Fault;
import dev.parley.chaos.cluster.Fault.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run does. Immutable.
 *
 * @param rate events in a second, from backends and clients together
 * @param kinds of faults, in turn
 * @param least shortest pause between two faults, after the cluster is whole again
 * @param once whether the run ends after each kind came once
 * @param resets share of the clients whose connection is reset in a second, all the time
 */
record Scenario(
        String name,
        int nodes,
        int clients,
        int rate,
        Duration duration,
        List<Kind> kinds,
        Duration least,
        Duration most,
        boolean once,
        double resets) {

    private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

    private static final Map<String, Scenario> KNOWN = Map.of(
            "random", of("random", 200, 50, Duration.ofMinutes(5), ALL, 3, 20, false, 0),
            "recovery", of("recovery", 500, 50, Duration.ofMinutes(10), EnumSet.of(Kind.KILL), 10, 20, false, 0.01),
            "rolling", of("rolling", 3_000, 20, Duration.ofMinutes(10), EnumSet.of(Kind.ROLLING), 5, 6, true, 0),
            "partition",
                    of(
                            "partition",
                            200,
                            50,
                            Duration.ofMinutes(5),
                            EnumSet.of(Kind.PARTITION, Kind.BLINK, Kind.STOP),
                            5,
                            20,
                            false,
                            0),
            "presence", of("presence", 200, 20, Duration.ofMinutes(30), ALL, 12, 20, false, 0));

    private static Scenario of(
            String name,
            int clients,
            int rate,
            Duration duration,
            Set<Kind> kinds,
            long least,
            long most,
            boolean once,
            double resets) {
        return new Scenario(
                name,
                3,
                clients,
                rate,
                duration,
                List.copyOf(kinds),
                Duration.ofSeconds(least),
                Duration.ofSeconds(most),
                once,
                resets);
    }

    Scenario {
        kinds = List.copyOf(kinds);
    }

    static Scenario named(String name) {
        Scenario known = KNOWN.get(name);
        if (known == null)
            throw new IllegalArgumentException("there is no scenario " + name + ", but " + KNOWN.keySet());
        return known;
    }

    Scenario with(int otherNodes, int otherClients, int otherRate, Duration otherDuration) {
        return new Scenario(name, otherNodes, otherClients, otherRate, otherDuration, kinds, least, most, once, resets);
    }

    /** With these kinds of faults in place of its own, in the order of their kinds; with its own if there are none. */
    Scenario doing(Set<Kind> others) {
        if (others.isEmpty()) return this;
        List<Kind> sorted = others.stream().sorted().toList();
        return new Scenario(name, nodes, clients, rate, duration, sorted, least, most, once, resets);
    }

    /** Those kinds that the cluster can be done. */
    Scenario without(Set<Fault.Kind> impossible) {
        List<Kind> possible =
                kinds.stream().filter(each -> !impossible.contains(each)).toList();
        return new Scenario(name, nodes, clients, rate, duration, possible, least, most, once, resets);
    }
}
