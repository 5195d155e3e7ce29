package dev.parley.bench.scenario;

import dev.parley.bench.contender.Contender;

/** One thing that clients do, and what is measured of it. An immutable value; whoever plays it runs the loop of the stage. */
public sealed interface Scenario permits FanOut, Acks, Storm, Idle, Chat {

    /** What the command line and the report call it. */
    String name();

    /** What it is, for the report. */
    String about();

    /** What its value is, such as "us CPU per delivery". */
    String unit();

    /** How many nodes it takes. */
    default int nodes() {
        return 1;
    }

    /** Whether it wants processes that have done nothing yet. */
    default boolean wantsFresh() {
        return false;
    }

    /** Whether a contender can do it. */
    boolean fits(Contender contender);

    /**
     * Plays it once.
     *
     * @throws RuntimeException if the server did not do what it has to, with words that say what
     */
    Outcome play(Stage stage);
}
