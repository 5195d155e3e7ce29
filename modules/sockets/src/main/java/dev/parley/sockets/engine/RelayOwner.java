package dev.parley.sockets.engine;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.Relay;
import dev.parley.bus.Relay.LinkOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of this node, for requests that come in on other nodes. Safe on every thread. */
final class RelayOwner {

    private final Bus bus;
    private final SessionDirectory sessions;
    private final Map<RemoteLink.Key, RemoteLink> links = new ConcurrentHashMap<>();

    RelayOwner(Bus bus, SessionDirectory sessions) {
        this.bus = bus;
        this.sessions = sessions;
    }

    void take(Relay.Poll poll) {
        var exchange = new RemoteExchange(bus, poll.from(), poll.exchange());
        Revision revision = Revision.of(poll.revision());
        Optional<EngineSession> found = sessions.find(poll.sid());
        if (found.isEmpty()) {
            exchange.answer(PollReply.of(EngineError.SESSION_UNKNOWN));
            return;
        }
        EngineSession session = found.get();
        session.execute(() -> {
            switch (poll.step()) {
                case GET -> session.poll(exchange, revision);
                case GET_ABORTED -> session.pollAborted(exchange);
                case POST_BEGINS -> session.postBegins(exchange, revision);
                case POST_ENDS -> session.postEnds(exchange, poll.contentType(), poll.body());
                case POST_REFUSED -> session.postRefused(exchange);
                case POST_ABORTED -> session.postAborted(exchange);
                case LEAVING -> session.releasePoll();
            }
        });
    }

    void take(Relay.Link step) {
        var key = new RemoteLink.Key(step.from(), step.link());
        switch (step.step()) {
            case ASKED -> decide(step);
            case OPEN -> open(key, step);
            case LEAVING ->
                sessions.find(step.sid())
                        .ifPresent(session -> session.execute(() -> session.release(CloseReason.SERVER_SHUTTING_DOWN)));
            case TEXT, BINARY, TAKEN, CLOSED, BROKEN -> {
                RemoteLink link = links.get(key);
                if (link != null) link.loop().execute(() -> happened(link, step));
            }
        }
    }

    private void decide(Relay.Link step) {
        Optional<EngineSession> session = sessions.find(step.sid());
        if (session.isEmpty()) {
            refuse(step, EngineError.SESSION_UNKNOWN);
        } else if (session.get().revision() != Revision.of(step.revision())) {
            refuse(step, EngineError.BAD_REQUEST);
        } else {
            order(step, LinkOrder.OPENED, "");
        }
    }

    private void open(RemoteLink.Key key, Relay.Link step) {
        Optional<EngineSession> found = sessions.find(step.sid());
        if (found.isEmpty()) {
            order(step, LinkOrder.CLOSE, "");
            return;
        }
        EngineSession session = found.get();
        var candidate = new RemoteLink(bus, key, session.loop(), () -> links.remove(key));
        links.put(key, candidate);
        session.execute(() -> session.upgrade(candidate));
    }

    private static void happened(RemoteLink link, Relay.Link step) {
        switch (step.step()) {
            case TEXT -> link.text(step.data());
            case BINARY -> link.binary(step.data());
            case TAKEN -> link.taken(Integer.parseInt(new String(step.data(), StandardCharsets.US_ASCII)));
            case CLOSED -> link.ended(CloseReason.TRANSPORT_CLOSE);
            case BROKEN -> link.ended(CloseReason.TRANSPORT_ERROR);
            case ASKED, OPEN, LEAVING -> throw new IllegalArgumentException("not for an open link");
        }
    }

    private void refuse(Relay.Link step, EngineError error) {
        order(step, LinkOrder.REFUSED, Integer.toString(error.code()));
    }

    private void order(Relay.Link step, LinkOrder order, String data) {
        bus.send(
                Addresses.node(step.from()),
                new Relay.LinkAnswer(step.link(), order, data.getBytes(StandardCharsets.US_ASCII)));
    }

    /** A node is gone with all its connections. */
    void left(NodeId node) {
        links.forEach((key, link) -> {
            if (key.from().equals(node)) link.loop().execute(() -> link.ended(CloseReason.TRANSPORT_ERROR));
        });
        sessions.each(session -> session.lost(exchange ->
                exchange instanceof RemoteExchange remote && remote.from().equals(node)));
    }
}
