package dev.parley.chat;

/**
 * The numbers of the messages of a room that may be read: from {@code first} to {@code last}, the newest one; none if
 * {@code first} is beyond it. Immutable.
 */
record Window(long first, long last) {

    boolean contains(long seq) {
        return first <= seq && seq <= last;
    }

    long size() {
        return Math.max(0, last - first + 1);
    }
}
