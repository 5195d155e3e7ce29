package dev.parley.bus.tracing;

import java.util.Optional;

/** Takes note of spans, as OpenTelemetry calls pieces of work with a beginning and an end. Safe on every thread. */
public interface Tracing {

    /** Whose work it is. */
    enum Kind {
        /** An answer to somebody's request. */
        SERVER,
        /** A request to somebody else. */
        CLIENT,
        /** What a message from elsewhere has to be done for. */
        CONSUMER
    }

    /** Notes nothing, and is never to be asked to: look at {@link #isOn} first. */
    Tracing OFF = new Tracing() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Span begin(Kind kind, String name, Optional<String> parent) {
            throw new IllegalStateException("nothing is traced");
        }
    };

    /** Whether anything is noted. Where not, nothing need be made for it. */
    boolean isOn();

    /**
     * A piece of work begins.
     *
     * @param name of few kinds of work: no id, no room, no user
     * @param parent the W3C {@code traceparent} of the work that it is a part of; a faulty one is as none
     */
    Span begin(Kind kind, String name, Optional<String> parent);
}
