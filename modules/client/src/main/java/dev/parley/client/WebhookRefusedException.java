package dev.parley.client;

/** A request to the webhook receiver is not one of Parley's, or not a fresh one. Answer it with 400, and do nothing. */
public final class WebhookRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** There is no {@code webhook-id}, {@code webhook-timestamp} or {@code webhook-signature}. */
        HEADER_MISSING,
        /** The timestamp is no number of seconds. */
        TIMESTAMP_UNREADABLE,
        /** It was signed longer ago than is tolerated: somebody may have kept it. */
        TOO_OLD,
        /** It was signed further in the future than is tolerated: one of the clocks is wrong. */
        TOO_NEW,
        /** No signature is of a key that is known here. */
        SIGNATURE_INVALID,
        /** The signature holds, and yet this is not what Parley writes. */
        BODY_UNREADABLE
    }

    WebhookRefusedException(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    /** Why it is refused. */
    public Reason reason() {
        return reason;
    }
}
