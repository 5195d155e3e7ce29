package dev.parley.chaos;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Notes when the rig itself, and so most likely the machine, stood still for over a second. Owned by its thread. */
record Stalls(Notes notes, AtomicBoolean over) implements Runnable {

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(1);

    @Override
    public void run() {
        try {
            while (!over.get()) {
                long before = System.nanoTime();
                Thread.sleep(STEP);
                Duration late = Duration.ofNanos(System.nanoTime() - before).minus(STEP);
                if (late.compareTo(LONG) > 0)
                    notes.count("times that the rig stood still for over " + late.toSeconds() + " s");
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }
}
