package dev.parley.bench.load;

/** A server did not do what it has to do, or did it too late: the scenario has no result. */
public final class Overdue extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Overdue(String what) {
        super(what);
    }
}
