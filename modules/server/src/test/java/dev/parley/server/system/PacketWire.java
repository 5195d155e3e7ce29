package dev.parley.server.system;

import dev.parley.testkit.ParleyProcess;

/** Carries packets of Engine.IO, whole and in order. Owned by one thread at a time. */
interface PacketWire extends AutoCloseable {

    void send(String packet);

    /** Waits for the next one that is no heartbeat. */
    String next();

    @Override
    void close();

    /** A new session over a WebSocket. */
    static PacketWire webSocket(ParleyProcess node) {
        Offender socket = Offender.at(node).send(RawBytes.handshake(RawBytes.WEBSOCKET));
        if (socket.answer().status() != 101) throw new AssertionError("no WebSocket");
        String open = socket.next();
        if (!open.startsWith("0{")) throw new AssertionError(open);
        return over(socket);
    }

    /** A WebSocket that is open. */
    static PacketWire over(Offender socket) {
        return new PacketWire() {
            @Override
            public void send(String packet) {
                socket.send(RawBytes.text(packet));
            }

            @Override
            public String next() {
                return socket.next();
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }
}
