package dev.parley.bench.scenario;

import dev.parley.bench.load.Histogram;

/**
 * Which of the deliveries belongs to which event: each member gets those of its room in order, so the number of an event is how
 * many the member had before, and nobody has to look into it. Owned by the loop.
 */
final class Deliveries {

    private final int members;
    private final int slots;
    private final int[] published;
    private final int[] left;
    private final long[] at;
    private final Histogram each = new Histogram();
    private final Histogram last = new Histogram();
    private long count;
    private int open;

    /**
     * Nothing is published yet.
     *
     * @param members of each room
     * @param slots how many events may be under way in one room, a power of two
     */
    Deliveries(int rooms, int members, int slots) {
        this.members = members;
        this.slots = slots;
        this.published = new int[rooms];
        this.left = new int[rooms * slots];
        this.at = new long[rooms * slots];
    }

    /** An event goes to a room. */
    void published(int room, long now) {
        int slot = room * slots + (published[room]++ & (slots - 1));
        if (left[slot] != 0) throw new IllegalStateException("more than " + slots + " events under way in one room");
        left[slot] = members;
        at[slot] = now;
        open++;
    }

    /** The event that is number {@code before} of those in its room has come to one member; whether it was the last one. */
    boolean delivered(int room, int before, long now) {
        if (before >= published[room]) throw new IllegalStateException("a member got an event twice");
        int slot = room * slots + (before & (slots - 1));
        count++;
        each.record(now - at[slot]);
        if (--left[slot] > 0) return false;
        last.record(now - at[slot]);
        open--;
        return true;
    }

    /** How many events have not come to all members. */
    int open() {
        return open;
    }

    int published(int room) {
        return published[room];
    }

    long count() {
        return count;
    }

    /** From publishing to each delivery. */
    Histogram each() {
        return each;
    }

    /** From publishing to the last delivery. */
    Histogram last() {
        return last;
    }

    /** Latencies begin anew; what is under way is not touched. */
    void clear() {
        each.clear();
        last.clear();
        count = 0;
    }
}
