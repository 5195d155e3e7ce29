package dev.parley.sockets.engine;

import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.Relay;
import dev.parley.cluster.Membership;
import java.util.Optional;
import java.util.stream.Stream;

/** All sessions of the cluster as one node sees them: its own, and the way to those of others. Safe on every thread. */
public final class Sessions {

    private final SessionDirectory local = new SessionDirectory();
    private final SessionIds ids;
    private final RelayFront front;
    private final RelayOwner owner;

    public Sessions(NodeId self, Bus bus, Membership membership) {
        this.ids = new SessionIds(self, membership);
        this.front = new RelayFront(self, bus);
        this.owner = new RelayOwner(bus, local);
        membership.watch(new Membership.Watcher() {
            @Override
            public void joined(NodeId node) {}

            @Override
            public void left(NodeId node) {
                ids.forget(node);
                front.left(node);
                owner.left(node);
            }
        });
    }

    /** The sessions of this node. */
    public SessionDirectory local() {
        return local;
    }

    /** Clients that are connected to this node: those of its sessions, and WebSockets of sessions of other nodes. */
    public int clients() {
        return local.size() + front.links();
    }

    /** All of them, to be let go. Polls of sessions of other nodes are answered, and go on elsewhere. */
    public Departure depart(CloseReason reason) {
        front.releasePolls();
        return new Departure(Stream.concat(local.departures(reason).stream(), front.departures().stream())
                .toList());
    }

    /** Cuts off all that are there, and lets nobody in from now on. */
    public void closeAll(CloseReason reason) {
        local.closeAll(reason);
        front.releasePolls();
    }

    /** Takes what another node says about a session that one of the two has. */
    public void take(Relay message) {
        switch (message) {
            case Relay.Poll poll -> owner.take(poll);
            case Relay.Link step -> owner.take(step);
            case Relay.PollAnswer answer -> front.take(answer);
            case Relay.LinkAnswer order -> front.take(order);
        }
    }

    String newId() {
        return ids.next();
    }

    /** The way to a session, unless no node can have it. */
    Optional<SessionDoor> door(String sid) {
        Optional<EngineSession> here = local.find(sid);
        if (here.isPresent()) return Optional.of(new LocalDoor(here.get()));
        return ids.ownerElsewhere(sid).map(node -> front.door(node, sid));
    }
}
