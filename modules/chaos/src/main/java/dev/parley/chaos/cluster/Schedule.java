package dev.parley.chaos.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Faults without an end, the same for the same seed. Every kind comes before one comes again. Owned by one thread. */
public final class Schedule {

    private static final double MOST_CLIENTS = 0.6;

    private final Random random;
    private final List<Fault.Kind> kinds;
    private final int nodes;
    private final Duration least;
    private final Duration most;
    private final List<Fault.Kind> next = new ArrayList<>();

    /** Faults of these kinds, in pauses between the least and the most. */
    public Schedule(long seed, List<Fault.Kind> kinds, int nodes, Duration least, Duration most) {
        this.random = new Random(seed);
        this.kinds = List.copyOf(kinds);
        this.nodes = nodes;
        this.least = least;
        this.most = most;
    }

    public Fault next() {
        if (next.isEmpty()) {
            next.addAll(kinds);
            Collections.shuffle(next, random);
        }
        Fault.Kind kind = next.removeLast();
        // All of them are drawn for each, so that a kind that is left out changes no other.
        Duration pause = between(least, most);
        int node = 1 + random.nextInt(nodes);
        double share = random.nextDouble() * MOST_CLIENTS;
        return new Fault(kind, pause, node, between(shortest(kind), longest(kind)), share);
    }

    private Duration between(Duration from, Duration to) {
        return from.plusMillis((long) (random.nextDouble() * to.minus(from).toMillis()));
    }

    private static Duration shortest(Fault.Kind kind) {
        return switch (kind) {
            case PARTITION -> Duration.ofSeconds(15);
            case BLINK -> Duration.ofMillis(500);
            default -> Duration.ofSeconds(1);
        };
    }

    private static Duration longest(Fault.Kind kind) {
        return switch (kind) {
            case STOP -> Duration.ofSeconds(25);
            case PARTITION -> Duration.ofSeconds(30);
            case BLINK, STORE -> Duration.ofSeconds(4);
            default -> Duration.ofSeconds(8);
        };
    }
}
