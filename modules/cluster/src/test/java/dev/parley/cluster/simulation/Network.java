package dev.parley.cluster.simulation;

import dev.parley.bus.Message;
import dev.parley.bus.Message.Question;
import dev.parley.bus.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Connections between hosts, one for each direction: what is sent over one arrives in order, or is lost with all that was
 * under way. Owned by one simulation.
 */
final class Network {

    private static final long SHORTEST = 100;
    private static final long USUAL = 2_000;
    private static final long SLOW = 400_000;

    /** What is under way in one direction. */
    private static final class Link {
        final SplittableRandom random;
        final Deque<Runnable> held = new ArrayDeque<>();
        long busyUntil;
        int resets;

        Link(long seed) {
            random = new SplittableRandom(seed);
        }
    }

    private record Ends(NodeId from, NodeId to) {}

    private final VirtualTime time;
    private final long seed;
    private final Map<Ends, Link> links = new HashMap<>();
    private final Map<Traffic.Kind, Traffic> traffic = new HashMap<>();
    private final boolean weighed;
    private int[] sides;
    private int worn;

    /** @param weighed whether the bytes of messages are counted, too */
    Network(VirtualTime time, long seed, int slots, boolean weighed) {
        this.time = time;
        this.seed = seed;
        this.weighed = weighed;
        this.sides = new int[slots];
    }

    // ---- Messages ----

    /** Asks as the bus does: the answer may be lost, and is not waited for any longer than that. */
    <A extends Message> Future<A> ask(
            Host from, Host to, Question<A> question, Duration within, Function<Host, A> answer) {
        Promise<A> promise = Promise.promise();
        from.after(
                VirtualTime.micros(within),
                () -> promise.tryFail(new ReplyException(ReplyFailure.TIMEOUT, "no answer")));
        send(from, to, question, () -> {
            if (to.server == null) {
                reply(to, from, () -> promise.tryFail("nobody is there"));
            } else {
                A said = answer.apply(to);
                traffic(Traffic.Kind.of(question)).answered(said, weighed);
                reply(to, from, () -> promise.tryComplete(said));
            }
        });
        return promise.future();
    }

    /** What arrives is handed on from the node's one address to the directory: that takes a moment, and keeps the order. */
    private void send(Host from, Host to, Message message, Runnable arrival) {
        traffic(Traffic.Kind.of(message)).asked(message, weighed);
        carry(from, to, () -> to.after(1, arrival));
    }

    private void reply(Host from, Host to, Runnable arrival) {
        carry(from, to, arrival);
    }

    private void carry(Host from, Host to, Runnable arrival) {
        Link link = link(from, to);
        if (worn > 0 && link.random.nextInt(worn) == 0) {
            reset(link);
            return;
        }
        int resets = link.resets;
        link.busyUntil = Math.max(link.busyUntil, time.now() + latency(link.random));
        time.at(link.busyUntil, () -> {
            if (link.resets != resets) return;
            if (apart(from, to)) link.held.add(() -> to.run(arrival));
            else to.run(arrival);
        });
    }

    private static long latency(SplittableRandom random) {
        return switch (random.nextInt(50)) {
            case 0 -> random.nextLong(USUAL, SLOW);
            case 1, 2, 3 -> random.nextLong(SHORTEST, 10 * USUAL);
            default -> random.nextLong(SHORTEST, USUAL);
        };
    }

    private Link link(Host from, Host to) {
        return links.computeIfAbsent(
                new Ends(from.id, to.id),
                ends -> new Link(seed ^ (from.id.value() + '>' + to.id.value()).hashCode() * 0x9E3779B97F4A7C15L));
    }

    // ---- Faults ----

    boolean apart(Host one, Host other) {
        return sides[one.slot] != sides[other.slot];
    }

    /** One message in so many breaks its connection; none if it is 0. */
    void wear(int oneIn) {
        worn = oneIn;
    }

    /** Only slots of one side reach each other. */
    void divide(int[] sides) {
        this.sides = sides.clone();
    }

    /**
     * All slots reach each other.
     *
     * @param lossy whether the connections did not survive; else what was held arrives now
     */
    void heal(boolean lossy) {
        sides = new int[sides.length];
        for (Link link : links.values()) {
            if (lossy && !link.held.isEmpty()) reset(link);
            // Before anything that was sent later and is still under way.
            while (!link.held.isEmpty()) time.at(time.now(), link.held.remove());
        }
    }

    /** Loses what is under way from one to the other. */
    void reset(Host from, Host to) {
        reset(link(from, to));
    }

    private static void reset(Link link) {
        link.resets++;
        link.held.clear();
    }

    // ---- What it cost ----

    Traffic traffic(Traffic.Kind kind) {
        return traffic.computeIfAbsent(kind, first -> new Traffic());
    }

    void forgetTraffic() {
        traffic.clear();
    }
}
