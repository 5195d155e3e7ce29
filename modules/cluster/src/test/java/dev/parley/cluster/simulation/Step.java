package dev.parley.cluster.simulation;

import java.util.List;

/**
 * Something that happens. Hosts are named by their slots; what cannot be, such as a client of a dead host, does nothing, so
 * that any part of a list of steps is a list of steps.
 */
sealed interface Step {

    record Wait(long micros) implements Step {}

    record Connect(int slot, int client, String user) implements Step {}

    record Disconnect(int slot, int client) implements Step {}

    record Join(int slot, int client, String room) implements Step {}

    /** Many rooms at once. */
    record Burst(int slot, int client, int rooms) implements Step {}

    record Leave(int slot, int client, String room) implements Step {}

    /** An event for several rooms, or for everybody if there are none. */
    record Emit(int slot, List<String> rooms) implements Step {}

    record Kill(int slot) implements Step {}

    record Start(int slot) implements Step {}

    record Freeze(int slot) implements Step {}

    record Thaw(int slot) implements Step {}

    /** Loses what is under way between two hosts, in one direction. */
    record Reset(int from, int to) implements Step {}

    /** From now on one message in so many takes all that is under way with it; none if it is 0. */
    record Wear(int oneIn) implements Step {}

    /** @param sides of each slot; only those of one side reach each other */
    record Divide(List<Integer> sides) implements Step {}

    record Heal(boolean lossy) implements Step {}
}
