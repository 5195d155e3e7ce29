package dev.parley.sockets.engine;

import dev.parley.bus.Addresses;
import dev.parley.bus.Bus;
import dev.parley.bus.NodeId;
import dev.parley.bus.Relay;
import dev.parley.bus.Relay.LinkStep;
import dev.parley.bus.Relay.PollStep;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The requests on this node's connections whose sessions are on other nodes: passed on to them, and answered when they
 * say so. Safe on every thread.
 */
final class RelayFront {

    private static final byte[] NO_BODY = new byte[0];
    private static final PollReply GONE = PollReply.of(EngineError.SESSION_UNKNOWN);

    /** @param deadline a timer; -1 as long as the owner cannot have answered */
    private record Waiting(RemoteDoor door, HttpExchange exchange, long deadline) {}

    private final NodeId self;
    private final Bus bus;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Waiting> polls = new ConcurrentHashMap<>();
    private final Map<Long, RelayLink> links = new ConcurrentHashMap<>();

    RelayFront(NodeId self, Bus bus) {
        this.self = self;
        this.bus = bus;
    }

    RemoteDoor door(NodeId owner, String sid) {
        return new RemoteDoor(this, owner, sid, numbers.incrementAndGet());
    }

    // ---- Polling ----

    void await(RemoteDoor door, HttpExchange exchange) {
        polls.put(door.number(), new Waiting(door, exchange, -1));
    }

    /**
     * The owner has all that it needs to answer. Whatever is lost on the way, there and back, is not waited for for ever:
     * no poll is held longer than until the next heartbeat is due.
     */
    void limit(RemoteDoor door) {
        polls.computeIfPresent(
                door.number(),
                (number, waiting) ->
                        new Waiting(waiting.door, waiting.exchange, waiting.exchange.deadline(() -> overdue(number))));
    }

    private void overdue(long number) {
        Waiting waiting = polls.remove(number);
        if (waiting != null) waiting.exchange.answer(GONE);
    }

    private @Nullable Waiting remove(long number) {
        Waiting waiting = polls.remove(number);
        if (waiting != null) waiting.exchange.cancel(waiting.deadline);
        return waiting;
    }

    void forget(RemoteDoor door) {
        remove(door.number());
        links.remove(door.number());
    }

    void pass(RemoteDoor door, PollStep step, @Nullable Revision revision, String contentType, byte[] body) {
        bus.send(
                Addresses.node(door.owner()),
                new Relay.Poll(self, door.number(), door.sid(), step, Revision.number(revision), contentType, body));
    }

    void take(Relay.PollAnswer answer) {
        Waiting waiting = remove(answer.exchange());
        if (waiting == null) return;
        if (answer.status() == 0) {
            waiting.exchange.abort();
        } else {
            waiting.exchange.answer(new PollReply(answer.status(), answer.contentType(), answer.body()));
        }
    }

    // ---- WebSockets ----

    void open(RelayLink link, @Nullable Revision revision) {
        links.put(link.door().number(), link);
        pass(link.door(), LinkStep.ASKED, revision, new byte[0]);
        link.awaitDecision();
    }

    void pass(RemoteDoor door, LinkStep step, @Nullable Revision revision, byte[] data) {
        bus.send(
                Addresses.node(door.owner()),
                new Relay.Link(self, door.number(), door.sid(), step, Revision.number(revision), data));
    }

    void take(Relay.LinkAnswer answer) {
        RelayLink link = links.get(answer.link());
        if (link != null) link.ordered(answer.order(), answer.data());
    }

    // ---- The end of this node, or of another ----

    /** WebSockets of other nodes' sessions that are on connections of this one. */
    int links() {
        return links.size();
    }

    /** Each of them that is there now, to be let go. */
    List<Runnable> departures() {
        return links.values().stream().<Runnable>map(link -> link::leave).toList();
    }

    /** Has polls that are held here answered, so that their clients come back to another node. */
    void releasePolls() {
        for (Waiting waiting : polls.values()) {
            if (HttpMethod.GET.equals(waiting.exchange.request().method()))
                pass(waiting.door, PollStep.LEAVING, null, "", NO_BODY);
        }
    }

    /** A node is gone with all its sessions. */
    void left(NodeId node) {
        polls.forEach((number, waiting) -> {
            if (waiting.door.owner().equals(node) && remove(number) != null) waiting.exchange.answer(GONE);
        });
        links.values().stream().filter(link -> link.door().owner().equals(node)).forEach(RelayLink::ownerLost);
    }
}
