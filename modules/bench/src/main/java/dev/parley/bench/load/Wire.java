package dev.parley.bench.load;

import java.nio.ByteBuffer;

/** What is spoken on one connection. All of it is called on the thread of the loop. */
public interface Wire {

    /** The connection is there. */
    void connected(Link link);

    /** Bytes have come: what is not taken from the buffer is there again before the next ones, 64 KiB of it at most. */
    void received(Link link, ByteBuffer bytes);

    /** The other side has closed it, or it could not be made. */
    void lost(Link link, String why);
}
