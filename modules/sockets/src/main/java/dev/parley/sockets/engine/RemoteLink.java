package dev.parley.sockets.engine;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.Relay;
import dev.parley.bus.Relay.LinkOrder;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket on a connection of another node, for a session of this one. Confined to the session's event loop.
 *
 * <p>No more than a window of bytes is on its way: a client that stops reading must not fill the line between the nodes.
 */
final class RemoteLink implements WebSocketLink {

    private static final int CHUNK = 64 * 1024;
    private static final int WINDOW = 4 * CHUNK;

    /** Names it on this node. */
    record Key(NodeId from, long number) {}

    private final Bus bus;
    private final Key key;
    private final EngineLoop loop;
    private final Runnable gone;

    private @Nullable Receiver receiver;
    private long onItsWay;
    private boolean awaitingDrain;
    private boolean deaf;

    /**
     * @param loop the session's
     * @param gone called once it is over
     */
    RemoteLink(Bus bus, Key key, EngineLoop loop, Runnable gone) {
        this.bus = bus;
        this.key = key;
        this.loop = loop;
        this.gone = gone;
    }

    EngineLoop loop() {
        return loop;
    }

    @Override
    public void receiver(Receiver receiver) {
        this.receiver = receiver;
    }

    // ---- From the client ----

    void text(byte[] text) {
        if (receiver != null && !deaf) receiver.text(text);
    }

    void binary(byte[] data) {
        if (receiver != null && !deaf) receiver.binary(data);
    }

    void taken(int bytes) {
        onItsWay -= bytes;
        if (!awaitingDrain || !writable()) return;
        awaitingDrain = false;
        if (receiver != null) receiver.drained();
    }

    void ended(CloseReason reason) {
        Receiver last = receiver;
        receiver = null;
        gone.run();
        if (last != null) last.closed(reason);
    }

    // ---- To the client ----

    @Override
    public boolean writable() {
        return onItsWay < WINDOW;
    }

    @Override
    public void send(OutboundQueue queue, SessionFormat format) {
        while (!queue.isEmpty() && writable()) {
            byte[] frames = chunk(queue, format);
            onItsWay += frames.length;
            order(LinkOrder.WRITE, frames);
        }
        awaitingDrain = !queue.isEmpty();
    }

    private static byte[] chunk(OutboundQueue queue, SessionFormat format) {
        Buffer frames = Buffer.buffer(Math.min(queue.bytes(), CHUNK));
        for (WirePacket next = queue.poll(); next != null; next = queue.poll()) {
            frames.appendBytes(format.frame(next));
            if (frames.length() >= CHUNK) break;
        }
        return frames.getBytes();
    }

    /** What is on its way is dropped here; the node in front stops reading when it closes. */
    @Override
    public void deafen() {
        deaf = true;
    }

    @Override
    public void close() {
        over(LinkOrder.CLOSE);
    }

    @Override
    public void hangUp() {
        over(LinkOrder.HANG_UP);
    }

    private void over(LinkOrder order) {
        receiver = null;
        order(order, new byte[0]);
        gone.run();
    }

    private void order(LinkOrder order, byte[] data) {
        bus.send(Addresses.node(key.from), new Relay.LinkAnswer(key.number, order, data));
    }
}
