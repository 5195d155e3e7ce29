package dev.parley.sockets.engine;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.Relay;

/** A polling request that came in on another node. Immutable. */
record RemoteExchange(Bus bus, NodeId from, long number) implements PollExchange {

    @Override
    public void answer(PollReply reply) {
        bus.send(Addresses.node(from), new Relay.PollAnswer(number, reply.status(), reply.contentType(), reply.body()));
    }

    @Override
    public void abort() {
        bus.send(Addresses.node(from), new Relay.PollAnswer(number, 0, "", new byte[0]));
    }
}
