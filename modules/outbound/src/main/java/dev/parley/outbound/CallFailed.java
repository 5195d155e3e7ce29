package dev.parley.outbound;

/** There is no answer, and why: a kind, for logs and listings, which tells nothing that the other server said. */
public final class CallFailed extends Exception {

    /** What went wrong. */
    public enum Kind {
        /** The {@link Guard} refuses the address. */
        REFUSED_ADDRESS("refused address"),
        UNKNOWN_HOST("unknown host"),
        NOT_CONNECTED("connection refused"),
        TLS("no trusted TLS"),
        TIMEOUT("timeout"),
        RESET("connection lost"),
        TOO_LARGE("answer too large"),
        NOT_HTTP("not HTTP");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private static final long serialVersionUID = 1;

    private final Kind kind;

    public CallFailed(Kind kind) {
        super(kind.text(), null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
