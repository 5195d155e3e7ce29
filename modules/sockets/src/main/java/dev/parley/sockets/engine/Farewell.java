package dev.parley.sockets.engine;

/**
 * What is left to say on the WebSocket of a session that is over: it leaves as the client takes it, then the WebSocket is
 * closed. Confined to the session's event loop.
 */
final class Farewell implements WebSocketLink.Receiver {

    private final WebSocketTransport transport;
    private final OutboundQueue queue;
    private final CloseReason reason;
    private final Runnable end;

    /**
     * @param end called once, when all is said or the client is gone
     */
    Farewell(WebSocketTransport transport, OutboundQueue queue, CloseReason reason, Runnable end) {
        this.transport = transport;
        this.queue = queue;
        this.reason = reason;
        this.end = end;
    }

    void begin() {
        transport.link().receiver(this);
        drained();
    }

    @Override
    public void drained() {
        transport.flush(queue);
        if (!queue.isEmpty()) return;
        transport.close(reason);
        end.run();
    }

    @Override
    public void closed(CloseReason reason) {
        end.run();
    }

    @Override
    public void text(byte[] text) {}

    @Override
    public void binary(byte[] data) {}
}
