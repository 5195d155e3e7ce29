package dev.parley.client;

/** A call that did not come to a good end: {@link RefusedException} or {@link NoAnswerException}. */
public abstract sealed class ParleyException extends RuntimeException permits RefusedException, NoAnswerException {

    private static final long serialVersionUID = 1;

    private final String code;

    ParleyException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    ParleyException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Why, for programs; it does not change from version to version. */
    public final String code() {
        return code;
    }

    /** The same with the trace of the thread that waited: the other one leads nowhere near the call. */
    abstract ParleyException seenByCaller();
}
