package dev.parley.bench.load;

/** A client in rooms, however it is connected. Owned by its loop. */
public interface Member {

    /** What it was given to be known by. */
    int number();

    /** How many events have come before; then it is one more. */
    int countOne();

    /** How many events have come. */
    int received();

    /** When what is being handled became known, as {@link System#nanoTime()}. */
    long now();

    /** Closes its connections without a word, as a tab does that is closed. */
    void close();

    /** Hears of what comes, on the thread of the loop. */
    interface Listener {

        /** The client is connected, and in all its rooms. */
        void ready(Member member);

        /** An event has come. */
        void delivered(Member member);

        /** An emit was acknowledged, joins apart. */
        default void acknowledged(Client client, int id) {
            throw new IllegalStateException("nobody has asked for the acknowledgement " + id);
        }
    }
}
