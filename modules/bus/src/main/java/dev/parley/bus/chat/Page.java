package dev.parley.bus.chat;

/**
 * A page of something that is counted from its newest, for contracts that page by number. The way to a page gets longer
 * with its number; a cursor's does not.
 *
 * @param number from 1
 * @param size from 1
 */
public record Page(int number, int size) {

    public Page {
        if (number < 1 || size < 1) throw new IllegalArgumentException("no page " + number + " of " + size);
    }

    /** How many come before it. */
    public long offset() {
        return (number - 1L) * size;
    }
}
