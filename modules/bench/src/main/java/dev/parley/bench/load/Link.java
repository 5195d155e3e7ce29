package dev.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of the generator. Owned by its loop. */
public final class Link {

    private static final byte[] NOTHING = {};
    private static final int MOST_TRIES = 1_000_000;

    private final Loop loop;
    private final SocketChannel channel;
    private final Wire wire;
    private byte[] carried = NOTHING;
    private boolean closed;

    Link(Loop loop, SocketChannel channel, Wire wire) {
        this.loop = loop;
        this.channel = channel;
        this.wire = wire;
    }

    /** The loop that it belongs to. */
    public Loop loop() {
        return loop;
    }

    /** Writes all of it at once; the buffer itself stays as it is. */
    public void send(ByteBuffer bytes) {
        ByteBuffer left = bytes.duplicate();
        try {
            for (int tries = 0; left.hasRemaining(); tries++) {
                channel.write(left);
                if (tries > MOST_TRIES) throw new IllegalStateException("the server does not read what it is sent");
            }
        } catch (IOException gone) {
            end(gone.toString());
        }
    }

    /** Closes it; its wire is told nothing. */
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    void ready(SelectionKey key, ByteBuffer buffer) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                wire.connected(this);
            } else if (key.isReadable()) {
                read(buffer);
            }
        } catch (IOException gone) {
            end(gone.toString());
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear().position(Loop.HEADROOM);
        if (channel.read(buffer) < 0) {
            end("the server has closed the connection");
            return;
        }
        int start = Loop.HEADROOM - carried.length;
        buffer.flip().position(start);
        if (carried.length > 0) {
            buffer.put(start, carried);
            carried = NOTHING;
        }
        wire.received(this, buffer);
        if (buffer.hasRemaining()) carry(buffer);
    }

    private void carry(ByteBuffer buffer) {
        if (buffer.remaining() > Loop.HEADROOM)
            throw new IllegalStateException("an answer of more than " + Loop.HEADROOM + " bytes");
        carried = new byte[buffer.remaining()];
        buffer.get(carried);
    }

    private void end(String why) {
        // The channel does not tell: a connection that is refused has closed it already.
        if (closed) return;
        close();
        wire.lost(this, why);
    }
}
