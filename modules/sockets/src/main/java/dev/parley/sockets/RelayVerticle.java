package dev.parley.sockets;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/**
 * Takes what other nodes say about sessions whose clients' requests came to the wrong node. One instance: the steps of one
 * request stay in order because all of them pass here.
 */
public final class RelayVerticle extends VerticleBase {

    private final Bus bus;
    private final SocketServices node;

    public RelayVerticle(Bus bus, SocketServices node) {
        this.bus = bus;
        this.node = node;
    }

    @Override
    public Future<?> start() {
        return bus.hear(Addresses.RELAY, node.sessions()::take);
    }
}
