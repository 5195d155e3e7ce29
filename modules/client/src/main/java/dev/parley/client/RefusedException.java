package dev.parley.client;

import java.util.List;
import java.util.Optional;

/** Parley has answered, and refuses. {@link #code} is the one of the problem that it answered with (RFC 9457). */
public final class RefusedException extends ParleyException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    /**
     * What is wrong with one member of the request.
     *
     * @param member such as {@code events[3].rooms}; empty for the whole
     * @param detail for people
     */
    public record Fault(String member, String detail) {}

    RefusedException(Refusal refusal) {
        super(refusal.code(), refusal.message());
        this.refusal = refusal;
    }

    private RefusedException(RefusedException first) {
        super(first.code(), first.refusal.message(), first);
        this.refusal = first.refusal;
    }

    /** The HTTP status. */
    public int status() {
        return refusal.status();
    }

    /** What is wrong with this very request, for people. */
    public String detail() {
        return refusal.detail();
    }

    /** The same member by member, where that is it. */
    public List<Fault> errors() {
        return refusal.errors();
    }

    /** By which the request is found in Parley's log. */
    public Optional<String> requestId() {
        return refusal.requestId();
    }

    @Override
    RefusedException seenByCaller() {
        return new RefusedException(this);
    }
}
