package dev.parley.cluster;

import dev.parley.bus.Audience;
import dev.parley.bus.Message;
import dev.parley.bus.Message.Headcount;
import dev.parley.bus.Message.Interest;
import dev.parley.bus.Message.InterestApplied;
import dev.parley.bus.Message.InterestDelta;
import dev.parley.bus.Message.InterestHello;
import dev.parley.bus.Message.InterestSnapshot;
import dev.parley.bus.Message.Question;
import dev.parley.bus.NodeId;
import dev.parley.bus.Place;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The real directory of one node, wired as {@link DirectoryVerticle} wires it, with a network and a clock that others make
 * up. Confined to the simulation's thread.
 */
public final class SimulatedNode {

    /** The network and the clock, as this node sees them. */
    public interface Surroundings {

        <A extends Message> Future<A> ask(NodeId node, Question<A> question, Duration within);

        Future<Void> after(long millis);
    }

    private final OnlineUsers online = new OnlineUsers();
    private final InterestTable table = new InterestTable();
    private final Surroundings around;
    private final InterestKeeper keeper;
    private final HeadcountKeeper headcounts;
    private final Map<Place, Integer> counted = new HashMap<>();
    private final Map<NodeId, Future<Void>> met = new HashMap<>();

    public SimulatedNode(NodeId self, Surroundings around) {
        this.around = around;
        online.follow(table);
        keeper = new InterestKeeper(self, new LogNumber(), table, new Interests());
        headcounts = new HeadcountKeeper(self, table, new Counts());
        table.watchNodes(headcounts);
        headcounts.watch(counted::put);
    }

    /** Says that sockets of one more event loop are there; done when the join barrier is. */
    public Future<Void> enter(Place place) {
        return keeper.enter(place).mapEmpty();
    }

    /** Done when no node is left that may have forgotten what this one has. */
    public Future<Void> settled() {
        return keeper.settled();
    }

    public void leave(Place place) {
        keeper.leave(place);
    }

    public void count(Place place) {
        headcounts.enter(place);
    }

    public void discount(Place place) {
        headcounts.leave(place);
    }

    /** Done when both nodes know each other, which is what a node waits for before it takes clients. */
    public Future<Void> joined(NodeId node) {
        Future<Void> mutual = keeper.joined(node);
        met.put(node, mutual);
        return mutual;
    }

    public void left(NodeId node) {
        met.remove(node);
        keeper.left(node);
    }

    public boolean hasMember(NodeId node) {
        return met.containsKey(node);
    }

    /** Whether the other one is a member that this node is done getting to know. */
    public boolean hasMet(NodeId node) {
        return met.containsKey(node) && met.get(node).isComplete();
    }

    public void beat() {
        keeper.beat();
    }

    public Message hear(Message said) {
        return switch (said) {
            case Interest interest -> keeper.hear(interest);
            case Headcount count -> headcounts.hear(count);
            default -> throw new IllegalArgumentException("nobody hears a " + said);
        };
    }

    /** Where an event for the audience goes. */
    public Collection<NodeId> nodesOf(Audience audience) {
        return table.of(audience);
    }

    public Set<Place> places() {
        return table.all();
    }

    public OnlineUsers online() {
        return online;
    }

    /** How many sockets there are at a place of this node, as it was last told. */
    public int counted(Place place) {
        return counted.getOrDefault(place, 0);
    }

    private final class Interests implements InterestKeeper.Peers {

        @Override
        public Future<InterestSnapshot> hello(NodeId node, NodeId from, int attempt) {
            return around.ask(node, new InterestHello(from), DirectoryVerticle.snapshotWithin(attempt));
        }

        @Override
        public Future<InterestApplied> tell(NodeId node, InterestDelta delta) {
            return around.ask(node, delta, DirectoryVerticle.ANSWER_WITHIN);
        }

        @Override
        public Future<Void> pause() {
            return around.after(DirectoryVerticle.PAUSE_MILLIS);
        }

        @Override
        public Future<Void> grace() {
            return around.after(DirectoryVerticle.GRACE_MILLIS);
        }
    }

    private final class Counts implements HeadcountPeers {

        @Override
        public Future<Headcount> tell(NodeId node, Headcount counts) {
            return around.ask(node, counts, DirectoryVerticle.ANSWER_WITHIN);
        }

        @Override
        public Future<Void> moment() {
            return around.after(DirectoryVerticle.MOMENT_MILLIS);
        }

        @Override
        public Future<Void> patience() {
            return around.after(DirectoryVerticle.PATIENCE_MILLIS);
        }

        @Override
        public Future<Void> pause() {
            return around.after(DirectoryVerticle.PAUSE_MILLIS);
        }
    }
}
