package dev.parley.chaos.client;

import java.io.IOException;

/** One Engine.IO session. One thread reads; any thread writes and ends it. */
interface Link {

    /**
     * The next packet; waits for it.
     *
     * @throws IOException when the session is over, or silent for too long
     */
    String read() throws IOException;

    /** Writes one packet. */
    void write(String packet) throws IOException;

    /** How long the server may say nothing, in milliseconds. */
    void patience(int millis) throws IOException;

    /** Ends it in good order. */
    void close();

    /** Ends it by a reset (RST), as a network does that loses its state. */
    void reset();
}
