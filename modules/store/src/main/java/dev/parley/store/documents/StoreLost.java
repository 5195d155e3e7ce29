package dev.parley.store.documents;

/** The store did not answer, or not as it should. A change may have been made or not; nothing was made by half. */
public final class StoreLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of the cause only its kind is told: its words may hold what users wrote. */
    public StoreLost(Throwable cause) {
        super(cause.getClass().getSimpleName(), null, false, false);
    }
}
