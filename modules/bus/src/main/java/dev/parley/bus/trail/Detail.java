package dev.parley.bus.trail;

/**
 * How much is told of the sockets that are watched.
 *
 * @param events whether the events that pass are told, and their acknowledgements, beside who comes and goes
 * @param payloadBytes about how many bytes of one event's arguments are told, at most {@value #MAX_PAYLOAD}; of longer ones
 *     the beginning
 * @param redaction what is left out of them
 * @param present how many of the sockets that are there already are told of at first, by each event loop of a node
 */
public record Detail(boolean events, int payloadBytes, Redaction redaction, int present) {

    /** The most of one event that may be asked for. */
    public static final int MAX_PAYLOAD = 16 * 1024;

    public Detail {
        if (payloadBytes < 0 || payloadBytes > MAX_PAYLOAD)
            throw new IllegalArgumentException("payload " + payloadBytes);
        if (present < 0) throw new IllegalArgumentException("present " + present);
    }
}
