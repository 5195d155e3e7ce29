package dev.parley.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * All connections of the generator, and the one buffer that they are read into. Owned by the thread that made it, which runs it
 * by waiting for something.
 */
public final class Loop implements AutoCloseable {

    /** How much of an unfinished message is kept from one read to the next at most. */
    static final int HEADROOM = 1 << 16;

    private static final int BUFFER = 1 << 20;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NAP_NANOS = 50_000;
    private static final long LONGEST_MILLIS = 50;

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(HEADROOM + BUFFER);
    private final Consumer<SelectionKey> ready = this::ready;
    private final Histogram turns = new Histogram();
    private long now = System.nanoTime();
    private long woke;

    public Loop() {
        try {
            selector = Selector.open();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Begins to connect. */
    public void connect(InetSocketAddress to, Wire wire) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var link = new Link(this, channel, wire);
            boolean there = channel.connect(to);
            channel.register(selector, there ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, link);
            if (there) wire.connected(link);
        } catch (IOException fault) {
            throw new UncheckedIOException("no connection to " + to, fault);
        }
    }

    /** When what is being handled became known, as {@link System#nanoTime()}. */
    public long now() {
        return now;
    }

    /** How long it took from waking up until all was handled that had come: so late may the generator itself be. */
    public Histogram turns() {
        return turns;
    }

    /** Runs for so long. */
    public void run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) turn(left);
    }

    /**
     * Runs until something is so.
     *
     * @throws Overdue if it is not within that time
     */
    public void until(BooleanSupplier done, Duration within, String what) {
        long end = System.nanoTime() + within.toNanos();
        while (!done.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) throw new Overdue("not within " + within.toSeconds() + " s: " + what);
            turn(left);
        }
    }

    /** Waits for something to come, for so long at most, and handles it. */
    public void turn(long nanos) {
        try {
            woke = 0;
            if (nanos < NANOS_PER_MILLI) {
                // It waits in whole milliseconds only. To ask all the time would take a core from the server.
                if (selector.selectNow(ready) == 0) LockSupport.parkNanos(Math.min(nanos, NAP_NANOS));
            } else {
                selector.select(ready, Math.min(nanos / NANOS_PER_MILLI, LONGEST_MILLIS));
            }
            if (woke != 0) turns.record(System.nanoTime() - woke);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void ready(SelectionKey key) {
        now = System.nanoTime();
        if (woke == 0) woke = now;
        if (key.isValid()) ((Link) key.attachment()).ready(key, buffer);
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) key.channel().close();
            selector.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
