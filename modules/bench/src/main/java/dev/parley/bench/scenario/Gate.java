package dev.parley.bench.scenario;

import dev.parley.bench.load.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Lets clients go on at once, or no faster than the stage allows. Owned by the thread of the loop. */
final class Gate {

    private static final long TURN_NANOS = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Loop loop;
    private final long most;
    private final int each;
    private final IntConsumer going;
    private final LongSupplier nanos;
    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();

    /**
     * Nobody waits yet.
     *
     * @param each how many deliveries it is when one goes on
     */
    Gate(Stage stage, int each, IntConsumer going) {
        this(stage.loop(), stage.mostPerSecond(), each, going, System::nanoTime);
    }

    /**
     * @param most how many deliveries there may be in a second
     * @param nanos the clock
     */
    Gate(Loop loop, long most, int each, IntConsumer going, LongSupplier nanos) {
        this.loop = loop;
        this.most = most;
        this.each = each;
        this.going = going;
        this.nanos = nanos;
    }

    /** Goes on now, or while {@link #run} runs. */
    void pass(int who) {
        if (most == Stage.ANY) {
            going.accept(who);
        } else {
            waiting.add(who);
        }
    }

    /** Runs the loop for so long. */
    void run(Duration time) {
        if (most == Stage.ANY) {
            loop.run(time);
            return;
        }
        long began = nanos.getAsLong();
        long passed = 0;
        for (long now = began; now - began < time.toNanos(); now = nanos.getAsLong()) {
            double allowed = (now - began) / NANOS_PER_SECOND * most / each;
            while (passed < allowed && !waiting.isEmpty()) {
                passed++;
                going.accept(waiting.remove());
            }
            // What nobody was there for is not made up for later.
            if (waiting.isEmpty() && passed < allowed) passed = (long) allowed;
            loop.turn(TURN_NANOS);
        }
    }
}
