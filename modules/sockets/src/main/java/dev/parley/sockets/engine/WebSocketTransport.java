package dev.parley.sockets.engine;

/** A WebSocket: everything that waits leaves in one write, as far as the network takes it. */
record WebSocketTransport(WebSocketLink link, SessionFormat format) implements Transport {

    @Override
    public void flush(OutboundQueue queue) {
        link.send(queue, format);
    }

    @Override
    public boolean writable() {
        return link.writable();
    }

    @Override
    public void deafen() {
        link.deafen();
    }

    @Override
    public void close(CloseReason reason) {
        if (reason == CloseReason.SERVER_SHUTTING_DOWN) {
            link.hangUp();
        } else {
            link.close();
        }
    }
}
