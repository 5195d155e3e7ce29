package dev.parley.server;

import dev.parley.sockets.SocketServices;
import dev.parley.sockets.engine.Departure;
import java.util.function.IntConsumer;

/** The clients of a node, as its drain sees them. Immutable. */
record NodeClients(SocketServices sockets) implements Drain.Clients {

    @Override
    public int connections() {
        return sockets.clients();
    }

    @Override
    public void refuseNewcomers() {
        sockets.refuseNewcomers();
    }

    @Override
    public IntConsumer depart() {
        Departure all = sockets.depart();
        return all::letGo;
    }

    @Override
    public void closeAll() {
        sockets.closeAll();
    }
}
