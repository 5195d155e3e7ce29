package dev.parley.cluster.simulation;

import dev.parley.cluster.simulation.Step.*;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Makes up scenarios: each leaves some kinds of steps out, because some faults only show without others. */
final class Scenarios {

    private static final int CLIENTS = 6;
    private static final int USERS = 5;
    private static final int ROOMS = 5;

    /** The faults there are; a scenario has the ones whose bits are set. */
    private static final int KILL = 1;

    private static final int FREEZE = 2;
    private static final int DIVIDE = 4;
    private static final int RESET = 8;

    private final SplittableRandom random;
    private final int nodes;
    private final int faults;
    private final boolean hasty;

    private Scenarios(long seed, int nodes) {
        this.random = new SplittableRandom(seed);
        this.nodes = nodes;
        this.faults = random.nextInt(16);
        this.hasty = random.nextBoolean();
    }

    static Scenario of(long seed, int nodes, int steps) {
        var made = new Scenarios(seed, nodes);
        return new Scenario(
                seed,
                nodes,
                IntStream.range(0, steps).mapToObj(i -> made.next()).toList());
    }

    private Step next() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2 -> new Connect(slot(), client(), "user" + random.nextInt(USERS));
            case 3 -> new Disconnect(slot(), client());
            case 4, 5, 6, 7 -> new Join(slot(), client(), room());
            case 8, 9 -> new Leave(slot(), client(), room());
            case 10 -> new Burst(slot(), client(), random.nextInt(1, 50));
            case 11, 12 -> new Emit(slot(), rooms());
            case 13, 14 -> fault();
            case 15 -> repair();
            default -> new Wait(pause());
        };
    }

    private Step fault() {
        int kind = faults & 1 << random.nextInt(4);
        return switch (kind) {
            case KILL -> new Kill(slot());
            case FREEZE -> new Freeze(slot());
            case DIVIDE ->
                new Divide(IntStream.range(0, nodes)
                        .map(i -> random.nextInt(2))
                        .boxed()
                        .toList());
            case RESET -> random.nextBoolean() ? new Wear(random.nextInt(3, 40)) : new Reset(slot(), slot());
            default -> new Wait(pause());
        };
    }

    private Step repair() {
        return switch (random.nextInt(4)) {
            case 0 -> new Start(slot());
            case 1 -> new Thaw(slot());
            case 2 -> new Wear(0);
            default -> new Heal(random.nextBoolean());
        };
    }

    private long pause() {
        long most =
                switch (random.nextInt(hasty ? 4 : 6)) {
                    case 0 -> 500;
                    case 1, 2 -> 20_000;
                    case 3 -> 500_000;
                    case 4 -> 4_000_000;
                    default -> 15_000_000;
                };
        return random.nextLong(most);
    }

    private List<String> rooms() {
        var rooms = new ArrayList<String>();
        for (int i = random.nextInt(4); i > 0; i--) rooms.add(room());
        return rooms;
    }

    private int slot() {
        return random.nextInt(nodes);
    }

    private int client() {
        return random.nextInt(CLIENTS);
    }

    private String room() {
        return "room" + random.nextInt(ROOMS);
    }
}
