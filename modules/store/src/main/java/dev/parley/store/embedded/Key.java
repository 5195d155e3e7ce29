package dev.parley.store.embedded;

import java.util.Arrays;

/** What a map of the file is ordered by. Immutable: nobody changes the bytes. */
record Key(byte[] bytes) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key(byte[] theirs) && Arrays.equals(bytes, theirs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
